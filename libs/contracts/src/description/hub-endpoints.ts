import type { Permission } from '../access.js';
import type { Endpoint } from './endpoint.js';

type Line = readonly [door: string, access: Permission | 'open', summary: string];

/** What the hub's own pages use, and whoever runs it. */
const LINES: Readonly<Record<string, readonly Line[]>> = {
  picture: [
    ['GET /api/v1/tiles/{layer}/{z}/{x}/{y}.mvt', 'picture:read', 'Vector tiles of large layers.'],
    ['GET /api/v1/rollups', 'picture:read', 'Counts by municipality, prefecture or grid square.'],
    ['POST /api/v1/rollups', 'picture:read', 'The same for a drawn area.'],
    ['POST /api/v1/search', 'picture:read', 'Places, areas, positions and grid squares by words.'],
    ['GET /api/v1/silence', 'picture:read', 'Whom nobody has heard from.'],
    ['GET /api/v1/map/layers', 'picture:read', 'Pictures of others that the map may show.'],
  ],
  shelters: [
    ['POST /api/v1/shelters', 'shelters:open', 'Open a place without a designation.'],
    ['GET /api/v1/shelters/silent', 'shelters:read', 'Whom to call, the worst first.'],
    ['GET /api/v1/shelters/alike', 'shelters:read', 'What may be the place that is about to be opened.'],
    ['GET /api/v1/shelters/waiting', 'decisions:read', 'Reports of shelters that nobody lists.'],
    ['GET /api/v1/shelters/{id}', 'shelters:read', 'What is known of one, to fill a form with.'],
    ['GET /api/v1/shelters/{id}/deficits', 'shelters:read', 'What it lacks.'],
    ['POST /api/v1/shelters/{id}/photos', 'shelters:report', 'A photo of it.'],
    ['POST /api/v1/shelters/{id}/needs/over', 'shelters:report', 'What it asked for is done.'],
    ['GET /api/v1/photos/{id}', 'shelters:read', 'A photo.'],
    ['DELETE /api/v1/photos/{id}', 'shelters:report', 'Remove a photo.'],
    ['POST /api/v1/shelters/import', 'feeds:write', 'A list of shelters, to be looked at first.'],
    ['GET /api/v1/shelters/imports', 'feeds:write', 'The lists that were taken in.'],
    ['GET /api/v1/shelters/imports/{id}', 'feeds:write', 'One list and what is wrong in it.'],
    ['PATCH /api/v1/shelters/imports/{id}', 'feeds:write', 'How it is to be read.'],
    ['POST /api/v1/shelters/imports/{id}/start', 'feeds:write', 'Take it in.'],
    ['POST /api/v1/shelters/imports/{id}/cancel', 'feeds:write', 'Do not.'],
    ['POST /api/v1/shelters/imports/{id}/undo', 'feeds:write', 'Take it back.'],
    ['GET /api/v1/needs/catalogue', 'needs:read', 'The needs by name.'],
  ],
  feeds: [
    ['POST /api/v1/feeds/replay', 'quarantine:replay', 'Read again what a source sent since a time.'],
    ['GET /api/v1/feeds/quarantine', 'quarantine:read', 'What could not be read.'],
    ['GET /api/v1/feeds/quarantine/{id}', 'quarantine:read', 'One of it with the place of the trouble.'],
    ['POST /api/v1/feeds/quarantine/{id}/replay', 'quarantine:replay', 'Read one again.'],
    ['POST /api/v1/feeds/quarantine/replay', 'quarantine:replay', 'Read all of it again.'],
    ['GET /api/v1/drills', 'drills:read', 'The exercises there are.'],
    ['POST /api/v1/drills/{name}/start', 'drills:run', 'Start one.'],
    ['POST /api/v1/drills/{name}/stop', 'drills:run', 'End it.'],
    ['POST /api/v1/drills/replay', 'drills:run', 'Any telegrams as a drill.'],
  ],
  headquarters: [
    ['GET /api/v1/decisions', 'decisions:read', 'What operators decided.'],
    ['POST /api/v1/decisions', 'decisions:write', 'Merge, split, pin, promote.'],
    ['DELETE /api/v1/decisions/{id}', 'decisions:write', 'Withdraw one.'],
    ['GET /api/v1/chronology', 'chronology:read', 'The log book.'],
    ['POST /api/v1/chronology', 'chronology:write', 'Write into it.'],
    ['GET /api/v1/chronology/export', 'chronology:read', 'All of it as a file.'],
    ['POST /api/v1/chronology/attachments', 'chronology:write', 'A photo or paper for an entry.'],
    ['GET /api/v1/chronology/{entry}/attachments/{id}', 'chronology:read', 'One of these.'],
    ['GET /api/v1/drawings', 'drawings:read', 'What was drawn, with who drew it.'],
    ['POST /api/v1/drawings', 'drawings:write', 'Draw, change, remove.'],
    ['GET /api/v1/orders', 'orders:read', 'Evacuation orders entered here.'],
    ['GET /api/v1/orders/municipalities', 'orders:write', 'Which municipalities one may order for.'],
    ['GET /api/v1/orders/{id}', 'orders:read', 'One order with its steps.'],
    ['POST /api/v1/orders', 'orders:write', 'Issue one.'],
    ['POST /api/v1/orders/{id}/steps', 'orders:write', 'Change or lift it.'],
    ['GET /api/v1/field-reports', 'field-reports:read', 'Reports entered by headquarters.'],
    ['GET /api/v1/field-reports/{id}', 'field-reports:read', 'One of them with its steps.'],
    ['POST /api/v1/field-reports', 'field-reports:write', 'Enter one.'],
    ['POST /api/v1/field-reports/{id}/steps', 'field-reports:write', 'Change, resolve or withdraw it.'],
  ],
  vault: [
    ['POST /api/v1/phr/records', 'vault:care', 'A health record in (FHIR, JAHIS).'],
    ['GET /api/v1/phr/records/{id}', 'vault:care', 'A record; a purpose is needed.'],
    ['PUT /api/v1/phr/records/{id}', 'vault:care', 'Replace it.'],
    ['GET /api/v1/phr/persons', 'vault:care', 'The persons in care.'],
    ['POST /api/v1/phr/search', 'vault:care', 'Find one.'],
    ['POST /api/v1/phr/persons/{id}/move', 'vault:care', 'They went to another shelter.'],
    ['POST /api/v1/phr/persons/{id}/leave', 'vault:care', 'They left.'],
    ['POST /api/v1/phr/persons/{id}/break-glass', 'vault:care', 'See a record in an emergency.'],
    ['DELETE /api/v1/phr/persons/{id}', 'vault:care', 'Erase a person.'],
    ['POST /api/v1/phr/persons/{id}/needs', 'vault:care', 'Decide a need.'],
    ['POST /api/v1/phr/persons/{id}/tasks', 'vault:care', 'Ask a pharmacy.'],
    ['GET /api/v1/phr/tasks', 'vault:care', 'What was asked.'],
    ['POST /api/v1/phr/tasks/{id}', 'vault:care', 'Go on with it.'],
    ['GET /api/v1/phr/key', 'vault:reception', 'The key that records are sealed to.'],
    ['POST /api/v1/phr/sealed', 'vault:reception', 'A sealed record in.'],
    ['GET /api/v1/phr/pharmacy/tasks', 'vault:pharmacy', 'What a pharmacy is asked.'],
    ['POST /api/v1/phr/pharmacy/tasks/{id}', 'vault:pharmacy', 'Take, send, hand over.'],
    ['GET /api/v1/phr/audit', 'vault:audit', 'Who saw or did what.'],
    ['GET /api/v1/phr/audit/unacknowledged', 'vault:audit', 'Emergency access nobody looked at yet.'],
    ['POST /api/v1/phr/audit/{seq}/acknowledge', 'vault:audit', 'Somebody did.'],
    ['GET /api/v1/phr/audit/verification', 'vault:audit', 'Whether the audit is whole.'],
  ],
  accounts: [
    ['GET /api/v1/accounts', 'accounts:manage', 'People’s accounts.'],
    ['POST /api/v1/accounts', 'accounts:manage', 'Make one.'],
    ['PATCH /api/v1/accounts/{id}', 'accounts:manage', 'Change it.'],
    ['GET /api/v1/clients', 'accounts:manage', 'Machines’ clients.'],
    ['POST /api/v1/clients', 'accounts:manage', 'Make one.'],
    ['PATCH /api/v1/clients/{id}', 'accounts:manage', 'Change it.'],
    ['GET /api/v1/tablets', 'tablets:enrol', 'Tablets of shelters.'],
    ['POST /api/v1/tablets', 'tablets:enrol', 'A code for one.'],
    ['POST /api/v1/tablets/enrol', 'open', 'A tablet with its code.'],
    ['POST /api/v1/tablets/{id}/revoke', 'tablets:enrol', 'It is lost.'],
  ],
  'sign-in': [
    ['GET /oauth/jwks', 'open', 'The keys of tokens.'],
    ['GET /oauth/authorize', 'open', 'Sign-in of people (OpenID Connect).'],
    ['GET /oauth/authorize/{uid}', 'open', 'The same, going on.'],
    ['POST /oauth/revoke', 'open', 'A token is no longer to count.'],
    ['GET /oauth/end-session', 'open', 'Sign out.'],
    ['POST /oauth/end-session/confirm', 'open', 'The same, confirmed.'],
    ['GET /oauth/end-session/success', 'open', 'The same, done.'],
    ['GET /sign-in/setup', 'open', 'The first administrator’s page.'],
    ['POST /sign-in/setup', 'open', 'The same, filled in.'],
    ['GET /sign-in/password', 'open', 'The page to change a password.'],
    ['POST /sign-in/password', 'open', 'The same, filled in.'],
    ['GET /sign-in/{uid}', 'open', 'The page to sign in.'],
    ['POST /sign-in/{uid}', 'open', 'The same, filled in.'],
  ],
};

/** Everything else that the hub answers by HTTP, in one line each. */
export const HUB_ENDPOINTS: readonly Endpoint[] = Object.entries(LINES).flatMap(([tag, lines]) =>
  lines.map(([door, access, summary]): Endpoint => {
    const [method, path] = door.split(' ') as [Endpoint['method'], string];
    return { method, path, access, tag, summary };
  }),
);

/** What only says that nothing is there, to whom. */
export const NOTHING_THERE: Readonly<Record<string, Permission>> = { 'GET /ogc/*': 'picture:read' };

/** Pages and their files, which no program asks for. */
export const PAGES: readonly string[] = [
  'GET /*',
  'GET /basemap/*',
  'GET /map-layers/*',
  'GET /find',
  'GET /find/*',
  'POST /find/*',
  'GET /find/find.css',
  'GET /find/find.js',
  'GET /sign-in/assets/sign-in.css',
  'GET /sign-in/assets/:font',
  'GET /catalogue',
  'GET /catalogue/catalogue.css',
  'GET /catalogue/*',
];
