import { BoundShelters, Jurisdiction, ROLES, type FeatureId, type Role } from '@hinomi/contracts';
import type { JWTPayload } from 'jose';
import type { ExternalIssuer } from '../access-settings.js';

/** What a token of another provider says, in our words. */
export interface ExternalClaims {
  clientId: string;
  name: string;
  role: Role;
  agency: string | null;
  jurisdiction: string | null;
  shelters: readonly FeatureId[] | null;
}

/** Keycloak lists realm roles here; a Hinomi hub as the issuer writes the one role plainly. */
const ROLE_CLAIM = 'realm_access.roles';
const OWN_ROLE_CLAIM = 'role';

/** `null` for a token that is not an access token, or names no role or place of ours. */
export function readExternalClaims(payload: JWTPayload, claims: ExternalIssuer['claims'] = {}): ExternalClaims | null {
  // Keycloak says what a token is for: an ID or refresh token is not for asking.
  if (payload['typ'] !== undefined && payload['typ'] !== 'Bearer') return null;
  const clientId = textAt(payload, 'client_id') ?? textAt(payload, 'azp');
  const role = roleIn(at(payload, claims.role ?? ROLE_CLAIM)) ?? roleIn(at(payload, OWN_ROLE_CLAIM));
  const jurisdiction = Jurisdiction.safeParse(textAt(payload, claims.jurisdiction ?? 'jurisdiction') ?? null);
  // A claim that is there and cannot be read must not mean "all shelters".
  const shelters = BoundShelters.safeParse(listAt(payload, claims.shelters ?? 'shelters'));
  if (clientId === null || role === null || !jurisdiction.success || !shelters.success) return null;
  return {
    clientId,
    role,
    name: textAt(payload, 'name') ?? textAt(payload, 'preferred_username') ?? payload.sub ?? clientId,
    agency: textAt(payload, claims.agency ?? 'agency'),
    jurisdiction: jurisdiction.data,
    shelters: shelters.data,
  };
}

/** The first of ours in our order: whoever is administrator and operator is an administrator. */
function roleIn(value: unknown): Role | null {
  const said = Array.isArray(value) ? value : [value];
  return ROLES.find((role) => said.includes(role)) ?? null;
}

/** Keycloak writes a user attribute as a text, or as a list of one. */
function textAt(payload: JWTPayload, path: string): string | null {
  const value = at(payload, path);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : null;
}

/** A list, or one text of a user's attribute; null = the token does not speak of it. */
function listAt(payload: JWTPayload, path: string): unknown {
  const value = at(payload, path) ?? null;
  return typeof value === 'string' ? [value] : value;
}

function at(payload: JWTPayload, path: string): unknown {
  let value: unknown = payload;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
