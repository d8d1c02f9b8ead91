/** What stands on the disk for a value. */
export type SealedValue = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer } | { plain: unknown };

/** Seals values, each bound to its place: what was moved to another place does not open. */
export interface Cipher {
  seal(place: string, value: unknown): Promise<SealedValue>;
  open(place: string, sealed: SealedValue): Promise<unknown>;
}

/** 96 bits at random for each write (NIST SP 800-38D section 8.2.2): a tablet writes some millions of times at most. */
const IV_BYTES = 12;

export async function sealBytes(key: CryptoKey, place: string, bytes: BufferSource): Promise<SealedBytes> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  return { iv, data: await crypto.subtle.encrypt(gcm(iv, place), key, bytes) };
}

/** Rejects for another key, another place or changed bytes. */
export function openBytes(key: CryptoKey, place: string, { iv, data }: SealedBytes): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt(gcm(iv, place), key, data);
}

export interface SealedBytes {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

function gcm(iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) };
}

/** AES-GCM with the device's data key; values are JSON. */
export function aesCipher(key: CryptoKey): Cipher {
  return {
    seal: (place, value) => sealBytes(key, place, new TextEncoder().encode(JSON.stringify(value))),
    open: async (place, sealed) => {
      if (!('iv' in sealed)) throw new Error(`${place} is not sealed`);
      return JSON.parse(new TextDecoder().decode(await openBytes(key, place, sealed))) as unknown;
    },
  };
}

/** Where the browser offers no encryption (a page without HTTPS): the room says so. */
export const NO_CIPHER: Cipher = {
  seal: (_place, value) => Promise.resolve({ plain: value }),
  open: (place, sealed) =>
    'plain' in sealed ? Promise.resolve(sealed.plain) : Promise.reject(new Error(`${place} is sealed`)),
};
