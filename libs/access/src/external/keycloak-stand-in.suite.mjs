import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

console.warn = () => undefined;
const { default: Provider } = await import('oidc-provider');

/** What Keycloak writes into an access token with the mappers of infra/identity/keycloak-realm.json. */
const TOKENS = {
  'kc-operator': {
    realm_access: { roles: ['default-roles-hinomi', 'operator', 'uma_authorization'] },
    preferred_username: 'hanako',
    name: '花子',
    agency: 'Ishikawa prefecture',
    jurisdiction: '17',
  },
  'kc-lists': {
    realm_access: { roles: ['shelter'] },
    agency: ['Wajima'],
    jurisdiction: ['17204'],
    shelters: ['town/1', 'town/2'],
  },
  'kc-one-shelter': { realm_access: { roles: ['shelter'] }, shelters: 'town/1' },
  'kc-no-shelter': { realm_access: { roles: ['shelter'] }, shelters: [] },
  'kc-odd-shelters': { realm_access: { roles: ['shelter'] }, shelters: { town: 1 } },
  'kc-several': { realm_access: { roles: ['public', 'admin'] } },
  'kc-no-role': { realm_access: { roles: ['offline_access'] } },
  'kc-no-place': { realm_access: { roles: ['operator'] }, jurisdiction: 'Ishikawa' },
  'kc-id-token': { realm_access: { roles: ['admin'] }, typ: 'ID' },
  'kc-other-audience': { realm_access: { roles: ['admin'] }, audience: 'account' },
  'kc-custom': { hinomi: { is: 'medic', at: '13' } },
};

let handle;
const server = createServer((request, response) => handle(request, response));
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}/realms/hinomi`;
  renew(issuer);
  process.send({ issuer });
  process.on('message', () => {
    renew(issuer);
    process.send({ renewed: true });
  });
});

/** Another signing key, as after a rotation. */
function renew(issuer) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: Object.keys(TOKENS).map((id) => ({
      client_id: id,
      client_secret: 'secret',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: randomUUID() }] },
    extraTokenClaims: (_ctx, token) => {
      const { audience: _, ...claims } = TOKENS[token.clientId];
      return { typ: 'Bearer', azp: token.clientId, ...claims };
    },
    formats: {
      customizers: {
        jwt: (_ctx, token, jwt) => {
          jwt.header = { typ: 'JWT' };
          jwt.payload.aud = TOKENS[token.clientId].audience ?? ['hinomi', 'account'];
          delete jwt.payload.client_id;
        },
      },
    },
    ttl: { ClientCredentials: 300 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:hinomi',
        getResourceServerInfo: () => ({ scope: '', accessTokenFormat: 'jwt', accessTokenTTL: 300 }),
      },
    },
  });
  const mounted = provider.callback();
  handle = (request, response) => {
    request.originalUrl = request.url;
    request.url = request.url.replace('/realms/hinomi', '');
    return mounted(request, response);
  };
}
