import { argon2idAsync } from '@noble/hashes/argon2.js';

/** What the slow hash was asked for; stands beside what it protects, so that it can be raised later. */
export interface PinHash {
  name: 'argon2id';
  memoryKib: number;
  passes: number;
  salt: Uint8Array<ArrayBuffer>;
}

/** As for passwords at the hub: OWASP's first choice. About half a second on a laptop, some seconds on a cheap tablet. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** The page goes on drawing while it is computed. */
const TICK_MS = 16;

export const SHORTEST_PIN = 6;
export const LONGEST_PIN = 12;

export function newPinHash(): PinHash {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return { name: 'argon2id', memoryKib: MEMORY_KIB, passes: PASSES, salt };
}

/** The key that wraps the data key. */
export async function keyOfPin(pin: string, { memoryKib, passes, salt }: PinHash): Promise<CryptoKey> {
  const options = { m: memoryKib, t: passes, p: 1, dkLen: KEY_BYTES, asyncTick: TICK_MS };
  const bytes = new Uint8Array(await argon2idAsync(new TextEncoder().encode(pin), salt, options));
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  bytes.fill(0);
  return key;
}

/** Digits as they were meant, whatever keyboard wrote them. */
export function plainPin(written: string): string {
  return written.normalize('NFKC').replace(/\D/g, '');
}

export type PinFault = 'short' | 'easy';

/** What everybody tries first is refused; null = good. */
export function pinFault(pin: string): PinFault | null {
  if (pin.length < SHORTEST_PIN) return 'short';
  const digits = [...pin].map(Number);
  const steps = new Set(digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0)));
  const [step] = steps;
  return steps.size === 1 && (step === 0 || step === 1 || step === -1) ? 'easy' : null;
}
