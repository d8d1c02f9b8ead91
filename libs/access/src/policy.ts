import { contentDigest, PERMISSIONS, type FeatureV1, type Permission, type Role } from '@hinomi/contracts';

const READER = ['picture:read', 'drills:read', 'feeds:read'] as const satisfies readonly Permission[];

/** What each role may do. Nothing else in the hub decides this. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  public: READER,
  shelter: READER,
  medic: READER,
  agency: READER,
  operator: [...READER, 'feeds:write', 'quarantine:read', 'quarantine:replay', 'drills:run'],
  admin: PERMISSIONS,
};

/**
 * Which labels each role sees. `everywhere`: features of any jurisdiction; the others see only features for all, since
 * tokens carry no jurisdiction.
 */
const ROLE_SIGHT: Readonly<Record<Role, { responders: boolean; everywhere: boolean }>> = {
  public: { responders: false, everywhere: false },
  shelter: { responders: true, everywhere: false },
  medic: { responders: true, everywhere: false },
  agency: { responders: true, everywhere: false },
  operator: { responders: true, everywhere: true },
  admin: { responders: true, everywhere: true },
};

/** Changes when the tables change: a cursor made under other rules is worthless (delta rule D1). */
export const policyVersion = contentDigest([ROLE_PERMISSIONS, ROLE_SIGHT]);

/** May this role do this? */
export function permits(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].includes(permission);
}

/** May this role see a feature with this label? */
export function maySee(role: Role, label: FeatureV1['label']): boolean {
  const sight = ROLE_SIGHT[role];
  return (label.classification === 'public' || sight.responders) && (label.jurisdiction === null || sight.everywhere);
}
