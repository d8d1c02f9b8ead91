import type { SubscriptionId } from '@hinomi/contracts';

const AUTHORIZATION = '-H "Authorization: Bearer $TOKEN"';

/** An access token of a machine, into `$TOKEN`; the secret is what was shown once. */
export function tokenLine(origin: string, clientId: string, secret: string): string {
  const form = [`client_id=${clientId}`, `client_secret=${secret}`].map((each) => `--data-urlencode ${quoted(each)}`);
  const ask = `curl -sS ${origin}/oauth/token -d grant_type=client_credentials ${form.join(' ')}`;
  return `TOKEN=$(${ask} | sed -E 's/.*"access_token":"([^"]+)".*/\\1/')`;
}

/** Everything that matches now. */
export function stateLine(origin: string, id: SubscriptionId): string {
  return `curl -sS ${AUTHORIZATION} ${origin}/api/v1/subscriptions/${id}/state`;
}

/** What follows a number; the answer is held back until there is something. */
export function changesLine(origin: string, id: SubscriptionId, since: number): string {
  return `curl -sS ${AUTHORIZATION} "${origin}/api/v1/subscriptions/${id}/changes?since=${since}&wait=25"`;
}

/** The same subscription, made by a machine: whoever makes it holds it. */
export function makeLine(origin: string, wish: object): string {
  const body = quoted(JSON.stringify(wish));
  return `curl -sS ${AUTHORIZATION} -H 'content-type: application/json' -d ${body} ${origin}/api/v1/subscriptions`;
}

/** One word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
