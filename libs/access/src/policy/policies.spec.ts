import { describe, expect, it } from '@jest/globals';
import {
  CARE_PURPOSES,
  PERMISSIONS,
  ROLES,
  type FeatureId,
  type Instant,
  type Permission,
  type Role,
} from '@hinomi/contracts';
import fc from 'fast-check';
import { principalOf, type Principal } from '../principal.js';
import { loadPolicies, Policies } from './policies.js';
import { POLICIES_DIR, readPolicyFiles } from './policy-files.js';

const policies = loadPolicies();
const expiresAt = '2099-01-01T00:00:00.000Z' as Instant;
const who = (role: Role, over: Partial<Principal> = {}): Principal => principalOf({ role, expiresAt, ...over });

/** The rules again, as plain as they can be said. */
const READS: readonly Permission[] = ['picture:read', 'feeds:read', 'drills:read', 'needs:read'];
const MAY: Readonly<Record<Role, readonly Permission[]>> = {
  public: READS,
  shelter: [...READS, 'shelters:read', 'shelters:open', 'shelters:report', 'vault:reception'],
  medic: [...READS, 'shelters:read', 'shelters:open', 'vault:care', 'vault:reception', 'needs:exact'],
  pharmacist: [...READS, 'shelters:read', 'vault:pharmacy'],
  agency: [...READS, 'shelters:read', 'shelters:open', 'subscriptions:use'],
  hub: [...READS, 'subscriptions:use', 'facts:read'],
  operator: [
    ...READS,
    'shelters:read',
    'shelters:open',
    'shelters:report',
    'feeds:write',
    'quarantine:read',
    'quarantine:replay',
    'drills:run',
    'decisions:read',
    'decisions:write',
    'chronology:read',
    'chronology:write',
    'drawings:read',
    'drawings:write',
    'presence:share',
    'orders:read',
    'orders:write',
    'field-reports:read',
    'field-reports:write',
    'tablets:enrol',
    'vault:audit',
    'needs:exact',
    'subscriptions:use',
    'subscriptions:oversee',
  ],
  admin: PERMISSIONS.filter(
    (permission) =>
      !['drawings:write', 'orders:write', 'vault:care', 'vault:pharmacy', 'vault:reception', 'needs:exact'].includes(
        permission,
      ),
  ),
};
const covers = (mine: string | null, label: string, role: Role): boolean =>
  mine === null ? role === 'operator' || role === 'admin' : label === mine || label.slice(0, 2) === mine;

const role = fc.constantFrom(...ROLES);
const code = fc.constantFrom(null, '17', '17204', '17205', '1', '13', '13101');
const agency = fc.constantFrom(null, 'ishikawa', 'jma');
const label = fc.record({
  classification: fc.constantFrom(...(['public', 'responders', 'public-view', 'headquarters'] as const)),
  jurisdiction: code,
});

describe('Policies', () => {
  it('agree with a plain table for every role and permission, whatever the other attributes', () => {
    for (const each of ROLES) {
      expect([each, PERMISSIONS.filter((permission) => policies.permits(who(each), permission))]).toEqual([
        each,
        PERMISSIONS.filter((permission) => MAY[each].includes(permission)),
      ]);
    }
    fc.assert(
      fc.property(role, fc.constantFrom(...PERMISSIONS), code, agency, (each, permission, jurisdiction, own) => {
        const answer = policies.permits(who(each, { jurisdiction, agency: own }), permission);
        return answer === MAY[each].includes(permission);
      }),
    );
  });

  it('agree with a plain rule for every label', () => {
    fc.assert(
      fc.property(role, code, agency, label, (each, mine, own, shown) => {
        const isHeadquarters = each === 'operator' || each === 'admin';
        const open =
          shown.classification === 'public' ||
          (shown.classification === 'headquarters'
            ? isHeadquarters
            : (shown.classification === 'public-view') === (each === 'public'));
        const near = shown.jurisdiction === null || covers(mine, shown.jurisdiction, each);
        return policies.maySee(who(each, { jurisdiction: mine, agency: own }), shown) === (open && near);
      }),
      { numRuns: 1000 },
    );
  });

  it('show a municipality to itself and its prefecture, not to its neighbour', () => {
    const shown = { classification: 'responders', jurisdiction: '17204' } as const;
    const seenBy = ['17204', '17', '17205', '13', null].filter((jurisdiction) =>
      policies.maySee(who('shelter', { jurisdiction }), shown),
    );
    expect(seenBy).toEqual(['17204', '17']);
    expect(policies.maySee(who('operator', { jurisdiction: '13' }), shown)).toBe(false);
    expect(policies.maySee(who('operator'), shown)).toBe(true);
  });

  it('keep what is a prefecture’s from its municipalities', () => {
    const shown = { classification: 'public', jurisdiction: '17' } as const;
    expect(policies.maySee(who('agency', { jurisdiction: '17204' }), shown)).toBe(false);
  });

  it('let whoever has a jurisdiction report inside it only, and nobody of the public', () => {
    fc.assert(
      fc.property(role, code, agency, code, (each, mine, own, place) => {
        const inside = mine === null || (place !== null && (place === mine || place.slice(0, 2) === mine));
        return (
          policies.mayReport(who(each, { jurisdiction: mine, agency: own }), { jurisdiction: place, ids: ['a'] }) ===
          (!['public', 'pharmacist'].includes(each) && inside)
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('let shelters and care teams take people in, where they report', () => {
    const ids = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c'), { maxLength: 2 });
    fc.assert(
      fc.property(role, code, ids, code, ids, (each, mine, bound, jurisdiction, known) => {
        const shelters = bound.length === 0 ? null : (bound as FeatureId[]);
        const asking = who(each, { jurisdiction: mine, shelters });
        const asked = { jurisdiction, ids: known };
        const takesIn = each === 'shelter' || each === 'medic';
        return policies.mayReceive(asking, asked) === (takesIn && policies.mayReport(asking, asked));
      }),
      { numRuns: 1000 },
    );
  });

  it('let whoever is bound to shelters report of those only, by any id they are known by', () => {
    const ids = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd'), { maxLength: 3 });
    fc.assert(
      fc.property(role, code, ids, code, ids, (each, mine, bound, place, known) => {
        const shelters = bound.length === 0 ? null : (bound as FeatureId[]);
        const inside = mine === null || (place !== null && (place === mine || place.slice(0, 2) === mine));
        const own = shelters === null || shelters.some((id) => known.includes(id));
        const asked = { jurisdiction: place, ids: known };
        return (
          policies.mayReport(who(each, { jurisdiction: mine, shelters }), asked) ===
          (!['public', 'pharmacist'].includes(each) && inside && own)
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('let care teams alone work with persons, for a purpose of care, and pharmacies with tasks, inside their jurisdiction', () => {
    const purposes = ['reception', ...CARE_PURPOSES];
    fc.assert(
      fc.property(
        role,
        code,
        agency,
        code,
        fc.constantFrom(...purposes, 'pharmacy', 'curiosity', ''),
        (each, mine, own, place, purpose) => {
          const inside = mine === null || (place !== null && (place === mine || place.slice(0, 2) === mine));
          const answer = policies.mayCare(who(each, { jurisdiction: mine, agency: own }), purpose, place);
          const theirs =
            each === 'pharmacist' ? purpose === 'pharmacy' : each === 'medic' && purposes.includes(purpose);
          return answer === (inside && theirs);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('show whoever is bound to shelters what everybody of their kind sees', () => {
    expect(who('shelter', { shelters: ['a' as FeatureId] }).attributesHash).toBe(who('shelter').attributesHash);
  });

  it('deny a role that nobody wrote a policy for', () => {
    const stranger = who('root' as Role);
    expect(PERMISSIONS.some((permission) => policies.permits(stranger, permission))).toBe(false);
    expect(policies.maySee(stranger, { classification: 'public', jurisdiction: null })).toBe(false);
    expect(policies.mayReport(stranger, { jurisdiction: null, ids: [] })).toBe(false);
    expect(policies.mayCare(stranger, 'treatment', null)).toBe(false);
  });
});

describe('the policy texts', () => {
  const texts = readPolicyFiles(POLICIES_DIR);
  const withText = (text: string) => new Policies({ ...texts, policies: [{ file: 'mine.cedar', text }] });

  it('have a version of their own', () => {
    expect(loadPolicies().version).toBe(policies.version);
    expect(withText('permit (principal, action, resource);').version).not.toBe(policies.version);
  });

  it.each([
    ['does not parse', 'permit (principal, action, resource);\npermit (principal', /mine\.cedar .* line 2/],
    ['names an action there is not', '\n\npermit (principal, action == Action::"sea", resource);', /line 3.*sea/],
    [
      'asks for an attribute there is not',
      'permit (principal, action, resource)\nwhen { principal.rank > 3 };',
      /line 2/,
    ],
    ['can never hold', 'permit (principal, action == Action::"see", resource is Hub);', /line 1/],
    ['has Japanese before the fault', '// 火の見\npermit (principal, action, resource) when { 1 };', /line 2/],
  ])('are refused with file and line when a policy %s', (_what, text, message) => {
    expect(() => withText(text)).toThrow(message);
  });

  it('are refused when the schema lacks a permission of the hub', () => {
    const text = texts.schema.text.replace('"drills:run",', '');
    expect(() => new Policies({ ...texts, schema: { file: 's.cedarschema', text } })).toThrow(/"drills:run"/);
  });

  it('are refused in words when there are none', () => {
    expect(() => loadPolicies('/nowhere')).toThrow('The policies in /nowhere cannot be read.');
  });
});
