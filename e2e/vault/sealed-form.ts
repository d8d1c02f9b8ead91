import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { envelopeBinding, paddedForm, RECEPTION_INFO, type ReceptionForm, type ReceptionKey } from '@hinomi/contracts';
import { jsonOf, SCHOOL, type VaultHub } from './vault-hub.js';

const HPKE = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

let sealedForms = 0;

/** A batch with one form as a tablet hands it in, its document sealed to the hub's own key; each with a request of its own. */
export async function sealedBatch(vault: VaultHub, document: string, shelter = SCHOOL): Promise<string> {
  const key = jsonOf<ReceptionKey>(await vault.call('demo-shelter', 'GET', '/api/v1/phr/key'));
  sealedForms += 1;
  const bound = {
    requestId: `01JDFQ8V5X${String(sealedForms).padStart(16, '0')}`,
    ...{ shelter, keyId: key.keyId, device: '01JDFQ8V5X0000000000000000', author: null },
    sealedAt: new Date().toISOString(),
  } as Parameters<typeof envelopeBinding>[0];
  const form: ReceptionForm = {
    ...{ legalGround: 'consent', consentText: '2026-11', format: 'stated', document: { text: document } },
  };
  const text = (from: string): Uint8Array => new TextEncoder().encode(from);
  const publicKey = await HPKE.DeserializePublicKey(Buffer.from(key.publicKey, 'base64url'));
  const { encapsulatedSecret, ciphertext } = await HPKE.Seal(publicKey, paddedForm(form), {
    ...{ info: text(RECEPTION_INFO), aad: text(envelopeBinding(bound)) },
  });
  const [enc, data] = [encapsulatedSecret, ciphertext].map((bytes) => Buffer.from(bytes).toString('base64url'));
  return JSON.stringify({ sentAt: bound.sealedAt, envelopes: [{ ...bound, enc, data }] });
}
