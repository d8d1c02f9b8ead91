import { describe, expect, it } from '@jest/globals';
import { aesCipher, NO_CIPHER, openBytes, sealBytes } from './cipher.js';
import { keyOfPin, newPinHash, pinFault, plainPin, type PinHash } from './pin.js';

const newKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
/** The real one takes half a second; what is checked here does not depend on it. */
const quick = (): PinHash => ({ ...newPinHash(), memoryKib: 64, passes: 1 });

describe('a PIN', () => {
  it.each([
    ['12345', 'short'],
    ['', 'short'],
    ['000000', 'easy'],
    ['123456', 'easy'],
    ['987654', 'easy'],
    ['135790', null],
    ['112233', null],
  ])('%p is %p', (pin, fault) => {
    expect(pinFault(pin)).toBe(fault);
  });

  it('is the same whatever keyboard wrote it', () => {
    expect(plainPin(' １３５-７９０ ')).toBe('135790');
  });

  it('opens what it wrapped, and nothing else does', async () => {
    const hash = quick();
    const sealed = await sealBytes(await keyOfPin('135790', hash), 'lock/1', new Uint8Array([1, 2, 3]));
    const opened = await openBytes(await keyOfPin('135790', hash), 'lock/1', sealed);
    expect([...new Uint8Array(opened)]).toEqual([1, 2, 3]);
    await expect(openBytes(await keyOfPin('135791', hash), 'lock/1', sealed)).rejects.toThrow();
    await expect(openBytes(await keyOfPin('135790', quick()), 'lock/1', sealed)).rejects.toThrow();
  });

  it('goes through a hash as slow as the hub’s for passwords', () => {
    expect(newPinHash()).toMatchObject({ name: 'argon2id', memoryKib: 19_456, passes: 2 });
    expect(newPinHash().salt).not.toEqual(newPinHash().salt);
  });
});

describe('a sealed value', () => {
  it('comes back at its own place only, and never looks the same twice', async () => {
    const cipher = aesCipher(await newKey());
    const [one, two] = [
      await cipher.seal('report/1', { need: '酸素' }),
      await cipher.seal('report/1', { need: '酸素' }),
    ];
    expect(await cipher.open('report/1', one)).toEqual({ need: '酸素' });
    await expect(cipher.open('report/2', one)).rejects.toThrow();
    expect(JSON.stringify([...new Uint8Array('data' in one ? one.data : new ArrayBuffer(0))])).not.toBe(
      JSON.stringify([...new Uint8Array('data' in two ? two.data : new ArrayBuffer(0))]),
    );
  });

  it('does not open when a bit of it changed, or with another key', async () => {
    const cipher = aesCipher(await newKey());
    const sealed = await cipher.seal('tablet', { counter: 3 });
    if (!('iv' in sealed)) throw new Error('it is not sealed');
    await expect(aesCipher(await newKey()).open('tablet', sealed)).rejects.toThrow();
    const bytes = new Uint8Array(sealed.data);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await expect(cipher.open('tablet', sealed)).rejects.toThrow();
  });

  it('is not taken for a plain one, nor a plain one for sealed', async () => {
    const cipher = aesCipher(await newKey());
    await expect(cipher.open('tablet', await NO_CIPHER.seal('tablet', 1))).rejects.toThrow(/not sealed/);
    await expect(NO_CIPHER.open('tablet', await cipher.seal('tablet', 1))).rejects.toThrow(/is sealed/);
    expect(await NO_CIPHER.open('tablet', await NO_CIPHER.seal('tablet', 1))).toBe(1);
  });
});
