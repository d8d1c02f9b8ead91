import {
  envelopeBinding,
  paddedForm,
  RECEPTION_INFO,
  type ReceptionForm,
  type ReceptionKey,
  type SealedEnvelope,
} from '@hinomi/contracts';
import { ulid } from 'ulid';
import { HPKE } from './hpke-suite.js';

export const DEVICE = '01JDFQ8V5X0000000000000000';

/** A form whose document is a record as the tablet writes it. */
export function formOf(record: unknown, over: Partial<ReceptionForm> = {}): ReceptionForm {
  const ground = { legalGround: 'consent', consentText: '2026-11' } as const;
  return { ...ground, format: 'stated', document: { text: JSON.stringify(record) }, ...over };
}

/** What a device hands in. `inside` is sealed as it is, whatever it is. */
export async function sealed(
  key: Pick<ReceptionKey, 'keyId' | 'publicKey'>,
  inside: ReceptionForm | Uint8Array,
  over: Partial<SealedEnvelope> = {},
): Promise<SealedEnvelope> {
  const bound = {
    ...{ requestId: ulid(), shelter: 'town/school', keyId: key.keyId, device: DEVICE, author: null },
    ...{ sealedAt: '2026-11-26T02:59:00.000Z' },
    ...over,
  } as Omit<SealedEnvelope, 'enc' | 'data'>;
  const text = (from: string): Uint8Array => new TextEncoder().encode(from);
  const publicKey = await HPKE.DeserializePublicKey(Buffer.from(key.publicKey, 'base64url'));
  const plain = inside instanceof Uint8Array ? inside : paddedForm(inside);
  const { encapsulatedSecret, ciphertext } = await HPKE.Seal(publicKey, plain, {
    info: text(RECEPTION_INFO),
    aad: text(envelopeBinding(bound)),
  });
  const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  return { ...bound, enc: base64url(encapsulatedSecret), data: base64url(ciphertext) };
}
