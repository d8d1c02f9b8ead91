import { describe, expect, it } from '@jest/globals';
import { loadPolicies, principalOf } from '@hinomi/access';
import { ENDPOINTS, PAGES, ROLES, type Instant } from '@hinomi/contracts';
import { DOORS } from './doors.js';

const policies = loadPolicies();
const expiresAt = '2099-01-01T00:00:00.000Z' as Instant;
const described = new Map(
  ENDPOINTS.map(({ method, path, access }) => [`${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, access]),
);
const doors = Object.entries(DOORS).filter(([door]) => !door.startsWith('message '));

describe('the description of the hub', () => {
  it('has every door that is no page, and no door that is not there', () => {
    expect([...described.keys(), ...PAGES].sort()).toEqual(doors.map(([door]) => door).sort());
  });

  it('says of each door what those who get through it are allowed', () => {
    const said = doors.flatMap(([door, whom]) => {
      const access = described.get(door);
      if (access === undefined) return [];
      if (access === 'open') return [[door, 'open', whom]];
      const roles = ROLES.filter((role) => policies.permits(principalOf({ role, expiresAt }), access));
      return [[door, roles, whom === 'open' ? whom : ROLES.filter((role) => whom.includes(role))]];
    });
    expect(said.map(([door, allowed]) => [door, allowed])).toEqual(said.map(([door, , whom]) => [door, whom]));
  });
});
