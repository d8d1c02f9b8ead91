import http from 'node:http';

/** As it is written: a client that helps would straighten the address. */
export interface RudeRequest {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

const UP = ['..%2f', '..%5c', '%2e%2e/', '%2e%2e%2f', '../', '....//', '..;/', '%252e%252e%252f'];
const FOLDERS = [
  '/',
  '/basemap/',
  '/map-layers/',
  '/assets/',
  '/sign-in/assets/',
  '/catalogue/',
  '/find/',
  '/api/v1/cap/alerts/',
];
const JSON_TYPE = { 'content-type': 'application/json' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Ways to files that are not the page's. */
export const TO_FILES: readonly RudeRequest[] = FOLDERS.flatMap((folder) =>
  UP.flatMap((up) => [
    { path: `${folder}${up.repeat(3)}package.json` },
    { path: `${folder}${up.repeat(8)}etc/passwd` },
    { path: `${folder}${up.repeat(8)}etc/passwd%00.pmtiles` },
  ]),
);

/** What breaks a server that believes whom it should not. */
export const BREAKING: readonly RudeRequest[] = [
  { method: 'POST', path: '/api/v1/rollups', headers: JSON_TYPE, body: '{"__proto__":{"role":"admin"}}' },
  {
    method: 'POST',
    path: '/api/v1/rollups',
    headers: JSON_TYPE,
    body: '{"constructor":{"prototype":{"role":"admin"}}}',
  },
  { method: 'POST', path: '/api/v1/rollups', headers: JSON_TYPE, body: '{' },
  { method: 'POST', path: '/api/v1/search', headers: JSON_TYPE, body: `${'['.repeat(50_000)}` },
  { method: 'POST', path: '/oauth/token', headers: FORM, body: '__proto__[grant_type]=client_credentials' },
  { method: 'POST', path: '/oauth/token', headers: FORM, body: 'grant_type=client_credentials&grant_type=x' },
  { method: 'POST', path: '/sign-in/password', headers: FORM, body: `username=${'a'.repeat(200_000)}&password=x` },
  { method: 'POST', path: '/api/v1/search', headers: JSON_TYPE, body: JSON.stringify({ text: 'a'.repeat(2_000_000) }) },
  { path: '/api/v1/status', headers: { 'x-long': 'a'.repeat(64_000) } },
  { path: `/api/v1/features/${'a'.repeat(10_000)}` },
  { path: '/api/v1/features/%E0%A4%A' },
  { path: '/oauth/authorize?client_id=hinomi-web&redirect_uri=https://elsewhere.example/&response_type=code' },
  { path: '/oauth/end-session?post_logout_redirect_uri=https://elsewhere.example/' },
  { path: '/api/v1/picture?bbox=1,2,3,4,5&filter=%27;drop%20table%20x' },
  { path: '//elsewhere.example/' },
];

/** Status, address it sends on to, and text; status 0 = the line was cut. */
export function askRudely(base: string, rude: RudeRequest, token: string): Promise<[number, string, string]> {
  const { method = 'GET', path, headers = {}, body = '' } = rude;
  const { hostname, port } = new URL(base);
  const authorization = `Bearer ${token}`;
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve) => {
    const options = { hostname, port, method, path, agent: false, headers: { authorization, ...length, ...headers } };
    const request = http.request(options, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (part: string) => (text += part));
      reply.once('end', () => resolve([reply.statusCode ?? 0, reply.headers.location ?? '', text]));
      reply.once('error', () => resolve([reply.statusCode ?? 0, '', text]));
    });
    request.once('error', () => resolve([0, '', '']));
    request.end(body);
  });
}
