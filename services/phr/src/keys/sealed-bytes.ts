import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { HubError } from '@hinomi/contracts';

/** Of AES-256. */
export const KEY_BYTES = 32;
/** NIST SP 800-38D's length for random nonces. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LAYOUT = 1;
const CIPHER = 'aes-256-gcm';

/** What ciphertext belongs to; it opens nowhere else. Every part is told apart from its neighbours. */
export type Binding = readonly (string | number)[];

/** AES-256-GCM of Node's own crypto, as `layout (1 byte) | nonce (12) | ciphertext | tag (16)`. */
export function sealBytes(key: Uint8Array, plain: Uint8Array, binding: Binding): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(bindingBytes(binding));
  return Buffer.concat([Buffer.of(LAYOUT), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** `vault.tampered` when the bytes are not those that were sealed with this key for this binding. */
export function openBytes(key: Uint8Array, sealed: Uint8Array, binding: Binding): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const bodyAt = 1 + NONCE_BYTES;
  if (bytes[0] !== LAYOUT || bytes.length < bodyAt + TAG_BYTES) throw tampered(binding);
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(1, bodyAt), { authTagLength: TAG_BYTES });
  decipher.setAAD(bindingBytes(binding));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const plain = decipher.update(bytes.subarray(bodyAt, -TAG_BYTES));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    throw tampered(binding);
  }
}

/** A binding names rows by their opaque ids, so it may be told. */
function tampered(binding: Binding): HubError {
  return new HubError(
    'vault.tampered',
    `What is stored for ${binding.join('/')} is not what the vault stored there. It is not shown.`,
  );
}

function bindingBytes(binding: Binding): Buffer {
  return Buffer.from(JSON.stringify(['hinomi-vault', ...binding]), 'utf8');
}
