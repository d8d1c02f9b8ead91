import { HubError, instantFromMillis, millisOf, sha256Hex, type FeatureV1, type Instant } from '@hinomi/contracts';

/** Longer ones are refused by readers that keep identifiers as keys, the hub's own among them. */
const MAX_LENGTH = 180;
const DIGEST_LENGTH = 32;

/**
 * What names one message about one version of a feature for ever: `<hub>.<feature id>.<version>.<moment>`, and `.end` behind it
 * when the message cancels. The moment is when the hub learned the content: a feature that comes back counts its versions
 * anew. What CAP does not allow (space, comma, `<`, `&`; CAP 1.2 section 3.2.1), and what a URI does not, is written as `~` and its bytes.
 */
export function capIdentifier(
  hub: string,
  { id, version, recordedAt }: Pick<FeatureV1, 'id' | 'version' | 'recordedAt'>,
  isOver: boolean,
): string {
  const tail = `.${version}.${recordedAt.replace(/\D/g, '')}${isOver ? '.end' : ''}`;
  const head = [...`${hub}.${id}`].map(permitted).join('');
  if (head.length + tail.length <= MAX_LENGTH) return head + tail;
  return `${head.slice(0, MAX_LENGTH - tail.length - DIGEST_LENGTH - 1)}.${sha256Hex(head).slice(0, DIGEST_LENGTH)}${tail}`;
}

function permitted(char: string): string {
  if (/[A-Za-z0-9._:/@+-]/.test(char)) return char;
  const bytes = new TextEncoder().encode(char);
  return `~${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** A sender as CAP allows it. `request.invalid` otherwise: every reference to its messages would be broken. */
export function checkedSender(sender: string): string {
  if (sender === '' || sender.length > MAX_LENGTH || /[\s,<&]/.test(sender)) {
    throw new HubError('request.invalid', `"${sender}" cannot be the sender of a CAP message`, {
      place: { path: '/sender' },
    });
  }
  return sender;
}

/** CAP writes times to the second (CAP 1.2 section 3.2.1, `sent`). */
export function wholeSecond(instant: Instant): Instant {
  return instantFromMillis(Math.floor(millisOf(instant) / 1_000) * 1_000);
}
