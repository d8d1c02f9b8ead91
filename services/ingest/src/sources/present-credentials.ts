import type { ResolvedCredentials } from './credentials.js';

/** The address that a request goes to; only what is sent may see it. */
export function addressWith(url: URL, credentials: ResolvedCredentials | undefined): URL {
  if (credentials?.way !== 'query') return url;
  const address = new URL(url);
  address.searchParams.set(credentials.name, credentials.value.reveal());
  return address;
}

/** The headers that a request (or the opening of a WebSocket) carries. */
export function headersWith(credentials: ResolvedCredentials | undefined): Record<string, string> {
  switch (credentials?.way) {
    case 'password': {
      const pair = Buffer.from(`${credentials.user}:${credentials.password.reveal()}`, 'utf8');
      return { authorization: `Basic ${pair.toString('base64')}` };
    }
    case 'bearer':
      return { authorization: `Bearer ${credentials.bearer.reveal()}` };
    case 'header':
      return { [credentials.name.toLowerCase()]: credentials.value.reveal() };
    default:
      return {};
  }
}

/** What a publisher said, which may be the secret it was told, without it. */
export function withoutSecrets(text: string, credentials: ResolvedCredentials | undefined): string {
  if (credentials === undefined) return text;
  const secret = secretOf(credentials);
  const written = [secret, encodeURIComponent(secret), new URLSearchParams({ s: secret }).toString().slice(2)];
  return written.reduce((rest, each) => rest.replaceAll(each, '***'), text);
}

/** The one secret of a source, in the open. */
export function secretOf(credentials: ResolvedCredentials): string {
  if (credentials.way === 'password') return credentials.password.reveal();
  return credentials.way === 'bearer' ? credentials.bearer.reveal() : credentials.value.reveal();
}
