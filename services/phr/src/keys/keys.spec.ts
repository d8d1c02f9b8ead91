import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MasterKeyFile } from './master-key-file.js';
import { openBytes, sealBytes } from './sealed-bytes.js';

const dir = mkdtempSync(path.join(tmpdir(), 'hinomi-keys-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const parts = fc.array(fc.oneof(fc.string(), fc.nat()), { minLength: 1, maxLength: 4 });

describe('sealed bytes', () => {
  it('open with their key and binding, and differ each time', () => {
    fc.assert(
      fc.property(bytes(32), fc.uint8Array({ maxLength: 200 }), parts, (key, plain, binding) => {
        const [one, two] = [sealBytes(key, plain, binding), sealBytes(key, plain, binding)];
        expect(Uint8Array.from(openBytes(key, one, binding))).toEqual(plain);
        expect(one.equals(two)).toBe(false);
      }),
    );
  });

  it('open with no other key, under no other binding, and with no bit changed', () => {
    fc.assert(
      fc.property(bytes(32), bytes(32), parts, parts, fc.nat(), (key, other, binding, elsewhere, at) => {
        const sealed = sealBytes(key, Buffer.from('見太郎'), binding);
        if (Buffer.compare(key, other) !== 0)
          expect(() => openBytes(other, sealed, binding)).toThrow(/not what the vault stored/);
        if (JSON.stringify(binding) !== JSON.stringify(elsewhere))
          expect(() => openBytes(key, sealed, elsewhere)).toThrow();
        const changed = Buffer.from(sealed);
        changed[at % changed.length]! ^= 1 << (at % 8);
        expect(() => openBytes(key, changed, binding)).toThrow(/not what the vault stored/);
        expect(() => openBytes(key, sealed.subarray(0, at % sealed.length), binding)).toThrow();
      }),
    );
  });
});

describe('the file of master keys', () => {
  const file = path.join(dir, 'keys', 'master.key');

  it('is made once by those who start together, for its owner alone', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => MasterKeyFile.create(file)));
    expect(new Set(made.map(({ current }) => current)).size).toBe(1);
    expect([statSync(file).mode & 0o777, statSync(path.dirname(file)).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it('wraps for one use', async () => {
    const keys = (await MasterKeyFile.open(file))!;
    const wrapped = await keys.wrap(Buffer.alloc(32, 1), ['vault', 'person', 'a']);
    expect(await keys.unwrap(wrapped, ['vault', 'person', 'a'])).toEqual(Buffer.alloc(32, 1));
    await expect(keys.unwrap(wrapped, ['vault', 'person', 'b'])).rejects.toMatchObject({ code: 'vault.tampered' });
  });

  it('is refused when others may read it, or it is damaged, without a word of what is in it', async () => {
    chmodSync(file, 0o640);
    await expect(MasterKeyFile.open(file)).rejects.toThrow(/chmod 600/);
    chmodSync(file, 0o600);
    const text = readFileSync(file, 'utf8');
    const key = /"([A-Za-z0-9+/]{43}=)"/.exec(text)![1]!;
    for (const damaged of ['', text.slice(0, -20), text.replace(/=/, ''), '{"keys":{}}']) {
      writeFileSync(file, damaged);
      const error: unknown = await MasterKeyFile.open(file).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'vault.key-missing' });
      expect(String((error as Error).stack)).not.toContain(key.slice(0, 10));
    }
    expect(await MasterKeyFile.open(path.join(dir, 'none'))).toBeNull();
  });
});
