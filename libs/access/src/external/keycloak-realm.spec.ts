import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Jurisdiction, ROLES, WEB_CLIENT } from '@hinomi/contracts';
import { AUDIENCE } from '../access-settings.js';
import { readExternalClaims } from './external-claims.js';

interface Mapper {
  name: string;
  protocolMapper: string;
  config: Record<string, string>;
}
interface Client {
  clientId: string;
  publicClient: boolean;
  standardFlowEnabled: boolean;
  implicitFlowEnabled: boolean;
  directAccessGrantsEnabled: boolean;
  serviceAccountsEnabled: boolean;
  redirectUris?: string[];
  attributes: Record<string, string>;
  defaultClientScopes: string[];
  protocolMappers?: Mapper[];
}
interface Realm {
  roles: { realm: { name: string }[] };
  clientScopes: { name: string; protocolMappers?: Mapper[] }[];
  clients: Client[];
  users: { serviceAccountClientId?: string; realmRoles: string[]; credentials?: unknown }[];
}

const text = readFileSync(new URL('../../../../infra/identity/keycloak-realm.json', import.meta.url), 'utf8');
const realm = JSON.parse(text) as Realm;
const page = realm.clients.find(({ clientId }) => clientId === WEB_CLIENT)!;
const machines = realm.clients.filter(({ serviceAccountsEnabled }) => serviceAccountsEnabled);

/** The mappers whose claims a token of this client carries. */
function mappersOf(client: Client): Mapper[] {
  const scopes = realm.clientScopes.filter(({ name }) => client.defaultClientScopes.includes(name));
  expect(scopes.map(({ name }) => name).sort()).toEqual([...client.defaultClientScopes].sort());
  const all = [...scopes.flatMap(({ protocolMappers = [] }) => protocolMappers), ...(client.protocolMappers ?? [])];
  return all.filter(({ config }) => config['access.token.claim'] === 'true');
}

const claimsOf = (client: Client): (string | undefined)[] =>
  mappersOf(client).map(({ config }) => config['claim.name'] ?? config['included.custom.audience']);

describe('the realm for Keycloak', () => {
  it('has exactly the roles of the hub', () => {
    expect(realm.roles.realm.map(({ name }) => name).sort()).toEqual([...ROLES].sort());
  });

  it('has the page as a public client with code and PKCE, and nothing weaker', () => {
    expect(page).toMatchObject({
      publicClient: true,
      standardFlowEnabled: true,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: false,
      attributes: { 'pkce.code.challenge.method': 'S256' },
    });
    for (const uri of page.redirectUris!) expect(uri).not.toContain('*');
  });

  it('has machines with client credentials only, each with one role of the hub', () => {
    expect(machines.length).toBeGreaterThan(0);
    for (const client of machines) {
      expect(client).toMatchObject({
        publicClient: false,
        standardFlowEnabled: false,
        directAccessGrantsEnabled: false,
      });
      const account = realm.users.find(({ serviceAccountClientId }) => serviceAccountClientId === client.clientId);
      expect(ROLES.filter((role) => account?.realmRoles.includes(role)).length).toBe(1);
    }
  });

  it('writes every claim this hub reads, under the name it reads', () => {
    for (const client of [page, ...machines]) {
      expect(claimsOf(client)).toEqual(
        expect.arrayContaining([AUDIENCE, 'agency', 'jurisdiction', 'realm_access.roles']),
      );
    }
    const hard = machines.flatMap(({ protocolMappers = [] }) => protocolMappers);
    for (const { config } of hard.filter(({ name }) => name === 'jurisdiction')) {
      expect(Jurisdiction.safeParse(config['claim.value']).success).toBe(true);
    }
    const token = {
      typ: 'Bearer',
      azp: WEB_CLIENT,
      realm_access: { roles: ['operator'] },
      agency: 'a',
      jurisdiction: '17',
    };
    expect(readExternalClaims(token)).toMatchObject({ role: 'operator', agency: 'a', jurisdiction: '17' });
  });

  it('holds no secret and no password', () => {
    expect(text).not.toMatch(/"(secret|credentials|privateKey)"/);
  });
});
