import { CARE_PURPOSES, PERMISSIONS, ROLES, type FeatureId, type Role } from '@hinomi/contracts';
import type { Policies } from '../policy/policies.js';
import { principalOf, type Principal } from '../principal.js';
import { deriveDoors, NEVER, rolesWith } from './derive-doors.js';

const [YES, NO] = ['yes', '–'];
const OWN_SHELTER = 'S' as FeatureId;

/** Whoever asks, by their jurisdiction. */
const ASKING: readonly (readonly [string, string | null])[] = [
  ['hub', null],
  ['prefecture', '17'],
  ['municipality', '17204'],
];
/** Whose something is. */
const PLACES: readonly (readonly [string, string | null])[] = [
  ['nobody’s', null],
  ['the prefecture’s (17)', '17'],
  ['the municipality’s (17204)', '17204'],
  ['its neighbour’s (17205)', '17205'],
  ['another prefecture’s municipality (13101)', '13101'],
];
const CLASSIFICATIONS = ['public', 'public-view', 'responders', 'headquarters'] as const;
const PURPOSES = ['reception', ...CARE_PURPOSES, 'pharmacy', 'curiosity'];

/** `docs/access-matrix.md`: what the policies answer, for whoever has to look through it. */
export function writeMatrix(policies: Policies): string {
  return [
    HEAD,
    section('Permissions by role', table(['permission', ...ROLES], permissionRows(policies))),
    section('Doors by role', DOORS, table(['door', 'permission', 'no token', ...ROLES], doorRows(policies))),
    section('What of the picture is seen', LABELS, table(['classification', 'whose', ...ROLES], labelRows(policies))),
    section('Where somebody acts', PLACED, table(['act', 'where', ...ROLES], placeRows(policies))),
    section('Purposes of care', CARE, table(['purpose', 'whose shelter', ...ROLES], careRows(policies))),
    OWNED,
  ].join('\n');
}

function permissionRows(policies: Policies): string[][] {
  return PERMISSIONS.map((permission) => [permission, ...marks(rolesWith(policies, permission))]);
}

function doorRows(policies: Policies): string[][] {
  return deriveDoors(policies).map(({ door, access, whom }) => {
    const all = whom === 'everybody';
    return [`\`${door}\``, access, all ? YES : NO, ...marks(all ? ROLES : whom)];
  });
}

function labelRows(policies: Policies): string[][] {
  return CLASSIFICATIONS.flatMap((classification) =>
    PLACES.map(([whose, jurisdiction]) => [
      classification,
      whose,
      ...whoOf((who) => policies.maySee(who, { classification, jurisdiction })),
    ]),
  );
}

function placeRows(policies: Policies): string[][] {
  const acts: readonly (readonly [string, (who: Principal, jurisdiction: string | null) => boolean])[] = [
    ['report', (who, jurisdiction) => policies.mayReport(who, { jurisdiction, ids: [] })],
    ['take people in', (who, jurisdiction) => policies.mayReceive(who, { jurisdiction, ids: [] })],
    ['make accounts', (who, jurisdiction) => policies.mayAppoint(who, jurisdiction)],
    ['order evacuation', (who, jurisdiction) => jurisdiction !== null && policies.mayOrder(who, jurisdiction)],
  ];
  const bound = [OWN_SHELTER, 'T'].map((shelter) => [
    'report, bound to shelter S',
    shelter === OWN_SHELTER ? 'of S' : 'of another shelter',
    ...whoOf((who) =>
      policies.mayReport({ ...who, shelters: [OWN_SHELTER] }, { jurisdiction: '17204', ids: [shelter] }),
    ),
  ]);
  return [
    ...acts.flatMap(([act, may]) =>
      PLACES.map(([whose, jurisdiction]) => [act, whose, ...whoOf((who) => may(who, jurisdiction))]),
    ),
    ...bound,
  ];
}

function careRows(policies: Policies): string[][] {
  return PURPOSES.flatMap((purpose) =>
    PLACES.map(([whose, jurisdiction]) => [
      purpose,
      whose,
      ...whoOf((who) => policies.mayCare(who, purpose, jurisdiction)),
    ]),
  );
}

/** Of each role: which of {@link ASKING} may. */
function whoOf(may: (who: Principal) => boolean): string[] {
  return ROLES.map((role) => {
    const those = ASKING.filter(([, jurisdiction]) => may(principalOf({ role, jurisdiction, expiresAt: NEVER })));
    if (those.length === 0) return NO;
    return those.length === ASKING.length ? 'all' : those.map(([name]) => name).join(', ');
  });
}

const marks = (whom: readonly Role[]): string[] => ROLES.map((role) => (whom.includes(role) ? YES : NO));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const section = (title: string, ...parts: readonly string[]): string => `## ${title}\n\n${parts.join('\n\n')}\n`;

const HEAD = `# Who gets through which door

Made by \`npm run matrix\` from the policies in [\`infra/policies\`](../infra/policies) and the description of the hub; never edited by hand. A spec
fails while this page says anything else than the policies answer (\`libs/access/src/matrix/access-matrix.spec.ts\`), another tries every door of a
running hub with every role, without a token and with bad ones, and expects what the policies answer (\`e2e/every-door.spec.ts\`). What the roles are: [access.md](access.md).
`;

const DOORS = `Without a token, or with one that is rubbish, expired, of another issuer, for another audience, no access token, unsigned, changed, or in the
address instead of the header, every door answers as in the column *no token*. Whoever gets through may still be shown nothing, or be refused, by the tables below.`;

const LABELS = `Each feature carries a classification and perhaps a jurisdiction. *hub*: somebody without a jurisdiction of their own; *prefecture*: of 17;
*municipality*: of 17204, which is in 17.`;

const PLACED = `The door is open to the role; this says for which place. *nobody’s*: its municipality is not known.`;

const CARE = `A record opens for a purpose, at the shelter where the person is. *curiosity* stands for any purpose that is not in the list. Emergency access goes
around this and is announced each time ([vault.md](vault.md)).`;

const OWNED = `## What belongs to somebody

These do not stand in the policies: they are properties of the things, and each has specs of its own.

| thing | rule | held by |
| --- | --- | --- |
| a subscription | its owner and the same agency; operators and administrators see and end all; for everybody else it is not there (404) | \`services/delivery/src/subscriptions/subscriptions.int.spec.ts\` |
| what a subscription delivers | what its holder sees, by the table above, whatever it asks for | \`services/delivery/src/subscriptions/subscriptions.int.spec.ts\` |
| a health record | no purpose, no record; every look is in the audit before it is shown | \`services/phr/src/phr.int.spec.ts\`, \`e2e/vault.spec.ts\` |
| a drawing, who is at which console | headquarters of the same jurisdiction or of one around it | \`services/gateway/src/drawings/drawings.int.spec.ts\`, \`services/gateway/src/presence/presence.int.spec.ts\` |
| what headquarters decide of a thing | whoever may report of its place; of a note that is taken of an alarm: whoever sees it | \`services/gateway/src/decisions/decisions.int.spec.ts\` |
| a tablet | whoever enrols it gives it no shelter and no jurisdiction beyond their own | \`services/gateway/src/tablets/tablets.int.spec.ts\` |
| a report of a shelter | inside one’s jurisdiction, of the shelters one is bound to | \`services/shelter/src/bound-shelters.int.spec.ts\` |
`;
