import { z } from 'zod';

/** The roles of the hub; policies speak of these. */
export const ROLES = ['admin', 'operator', 'shelter', 'medic', 'pharmacist', 'agency', 'hub', 'public'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** Demonstration clients, on loopback only; the secret of each is `demo` (design section 6). */
export const DEMO_CLIENTS = {
  'demo-admin': 'admin',
  'demo-operator': 'operator',
  'demo-shelter': 'shelter',
  'demo-medic': 'medic',
  'demo-pharmacist': 'pharmacist',
  'demo-agency': 'agency',
  'demo-hub': 'hub',
  'demo-public': 'public',
} as const satisfies Record<string, Role>;
export type DemoClient = keyof typeof DEMO_CLIENTS;
export const DEMO_SECRET = 'demo';

/** What a token may do; every endpoint and socket message names one, and what is not named is denied. */
export const PERMISSIONS = [
  'picture:read',
  'feeds:write',
  'feeds:read',
  'quarantine:read',
  'quarantine:replay',
  'drills:read',
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
  'shelters:read',
  'shelters:report',
  'shelters:open',
  'tablets:enrol',
  'vault:care',
  'vault:reception',
  'vault:pharmacy',
  'vault:audit',
  'needs:read',
  'needs:exact',
  'subscriptions:use',
  'subscriptions:oversee',
  'facts:read',
  'accounts:manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** The browser's own client: public, authorization code with PKCE. */
export const WEB_CLIENT = 'hinomi-web';
