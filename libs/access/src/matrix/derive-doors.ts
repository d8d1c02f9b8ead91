import {
  ENDPOINTS,
  NOTHING_THERE,
  PAGES,
  ROLES,
  SOCKET_MESSAGES,
  type Instant,
  type Permission,
  type Role,
} from '@hinomi/contracts';
import type { Policies } from '../policy/policies.js';
import { principalOf } from '../principal.js';

/** An endpoint or a message of a socket, and who gets through. */
export interface Door {
  /** `GET /api/v1/features/:id`, or `message watch of /picture`. */
  door: string;
  access: Permission | 'open';
  /** `everybody`: no token is asked for. */
  whom: 'everybody' | readonly Role[];
}

/** What decides of a role alone; attributes of whoever asks and of what they ask for come later. */
type Deciding = Pick<Policies, 'permits'>;

/** Every door that the description of the hub knows, with the roles whom the policies let through. */
export function deriveDoors(policies: Deciding): readonly Door[] {
  const told: readonly (readonly [string, Permission | 'open'])[] = [
    ...PAGES.map((page) => [page, 'open'] as const),
    ...Object.entries(NOTHING_THERE),
    ...ENDPOINTS.map(({ method, path, access }) => [`${method} ${asRoute(path)}`, access] as const),
    ...SOCKET_MESSAGES.map(({ namespace, message, access }) => [`message ${message} of ${namespace}`, access] as const),
  ];
  return told.map(([door, access]) => ({
    door,
    access,
    whom: access === 'open' ? 'everybody' : rolesWith(policies, access),
  }));
}

/** Whoever holds a permission. */
export function rolesWith(policies: Deciding, permission: Permission): readonly Role[] {
  return ROLES.filter((role) => policies.permits(principalOf({ role, expiresAt: NEVER }), permission));
}

export const NEVER = '9999-12-31T00:00:00.000Z' as Instant;

const asRoute = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');
