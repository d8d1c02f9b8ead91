import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import {
  envelopeBinding,
  paddedForm,
  RECEPTION_INFO,
  type ReceptionForm,
  type ReceptionKey,
  type SealedEnvelope,
} from '@hinomi/contracts';

/** `RECEPTION_SUITE` of the contracts. */
const HPKE = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

/**
 * Seals a form to the vault's key. The key that could open it is made for this one envelope and thrown away: what comes out can be
 * read by the vault, and by nobody on this device.
 */
export async function sealForm(
  form: ReceptionForm,
  { keyId, publicKey }: Pick<ReceptionKey, 'keyId' | 'publicKey'>,
  about: Omit<SealedEnvelope, 'keyId' | 'enc' | 'data'>,
): Promise<SealedEnvelope> {
  const bound = { ...about, keyId };
  const plain = paddedForm(form);
  try {
    const { encapsulatedSecret, ciphertext } = await HPKE.Seal(
      await HPKE.DeserializePublicKey(bytesOf(publicKey)),
      plain,
      { info: utf8(RECEPTION_INFO), aad: utf8(envelopeBinding(bound)) },
    );
    return { ...bound, enc: base64url(encapsulatedSecret), data: base64url(ciphertext) };
  } finally {
    plain.fill(0);
  }
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function bytesOf(text: string): Uint8Array {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** In pieces, since a call takes no hundred thousand arguments. */
function base64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
