import type { TokenErrorCode } from '@hinomi/service-kit';

export type TokenRequest =
  | { outcome: 'understood'; clientId: string; clientSecret: string; basic: boolean }
  | { outcome: 'refused'; error: TokenErrorCode; description: string; basic: boolean };

/** Reads a token request as RFC 6749 sections 2.3.1 and 4.4.2 say: form body, secret in the header or in the body. */
export function readTokenRequest(authorization: string | undefined, body: unknown): TokenRequest {
  const basic = authorization !== undefined;
  const refuse = (error: TokenErrorCode, description: string): TokenRequest => ({
    outcome: 'refused',
    error,
    description,
    basic,
  });
  const form = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  for (const [name, value] of Object.entries(form)) {
    if (typeof value !== 'string') return refuse('invalid_request', `The parameter ${name} is given twice.`);
  }
  const { grant_type: grant, client_id: id, client_secret: secret } = form as Record<string, string | undefined>;
  if (grant === undefined) return refuse('invalid_request', 'The parameter grant_type is missing.');
  if (grant !== 'client_credentials') return refuse('unsupported_grant_type', 'Only client_credentials is offered.');
  if (!basic) {
    if (id === undefined || secret === undefined) return refuse('invalid_client', 'The client did not sign in.');
    return { outcome: 'understood', clientId: id, clientSecret: secret, basic };
  }
  if (secret !== undefined) return refuse('invalid_request', 'The secret is given in the header and in the body.');
  const credentials = readBasic(authorization);
  if (credentials === null) return refuse('invalid_client', 'The Authorization header is not Basic.');
  if (id !== undefined && id !== credentials.clientId) return refuse('invalid_request', 'Two clients are named.');
  return { outcome: 'understood', ...credentials, basic };
}

/** Both halves are form-encoded before they are joined (RFC 6749 section 2.3.1). */
function readBasic(authorization: string): { clientId: string; clientSecret: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*) *$/i.exec(authorization)?.[1];
  const pair = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 0) return null;
  const clientId = formDecoded(pair.slice(0, colon));
  const clientSecret = formDecoded(pair.slice(colon + 1));
  return clientId === null || clientSecret === null ? null : { clientId, clientSecret };
}

function formDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}
