import { HubError } from '@hinomi/contracts';
import { keyedHash, sameHash } from '../keys/keyed-hash.js';
import type { VaultChange } from '../vault/vault-change.js';

/** Does what was asked under a request's id, or says how it stands when it was done already. */
export async function once<T>(
  change: VaultChange,
  asked: { actor: string; requestId: string; said: unknown; person: string },
  work: { first: () => Promise<{ id: string; value: T }>; again: (id: string) => Promise<T> },
): Promise<T> {
  const key = change.keys.requests;
  const request = keyedHash(key, ['request', asked.actor, asked.requestId]);
  const content = keyedHash(key, ['act', asked.person, JSON.stringify(asked.said)]);
  const known = await change.persons.request(request);
  if (known !== null) {
    if (sameHash(known.content, content)) return work.again(known.record);
    throw new HubError('record.repeated', 'Something else was asked under this requestId: use a new one.');
  }
  const { id, value } = await work.first();
  await change.persons.saveRequest(request, content, id, asked.person);
  return value;
}
