import { describe, expect, it } from '@jest/globals';
import { envelopeBinding, RECEPTION_INFO, SealedEnvelope, type ReceptionForm } from '@hinomi/contracts';
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { sealForm } from './seal-form.js';

const HPKE = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const about = {
  ...{ requestId: '01JDFQ8V5X0000000000000000', shelter: 'town/school', device: '01JDFQ8V5X0000000000000001' },
  ...{ author: { subject: 'tablet-1', name: '体育館' }, sealedAt: '2026-11-26T03:00:00.000Z' },
} as Omit<SealedEnvelope, 'keyId' | 'enc' | 'data'>;
const form = (text: string): ReceptionForm => ({
  ...{ legalGround: 'consent', consentText: '2026-11', format: 'stated', document: { text } },
});

async function pair() {
  const made = await HPKE.GenerateKeyPair(true);
  const publicKey = Buffer.from(await HPKE.SerializePublicKey(made.publicKey)).toString('base64url');
  return { made, key: { keyId: '0123456789abcdef', publicKey } };
}
const opened = async (made: Awaited<ReturnType<typeof pair>>['made'], envelope: SealedEnvelope): Promise<unknown> => {
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'));
  const plain = await HPKE.Open(made, bytes(envelope.enc), bytes(envelope.data), {
    info: utf8(RECEPTION_INFO),
    aad: utf8(envelopeBinding(envelope)),
  });
  return JSON.parse(new TextDecoder().decode(plain));
};

describe('sealing a form', () => {
  it('makes what the vault opens, and nobody else, and only for what it is bound to', async () => {
    const { made, key } = await pair();
    const envelope = await sealForm(form('鬱鷲麒'), key, about);
    expect(SealedEnvelope.parse(envelope)).toEqual(envelope);
    expect(await opened(made, envelope)).toEqual(form('鬱鷲麒'));
    expect(JSON.stringify(envelope)).not.toContain('鬱');
    await expect(opened((await pair()).made, envelope)).rejects.toThrow();
    const edits: Partial<SealedEnvelope>[] = [
      { shelter: 'town/hall' as never },
      { requestId: '01JDFQ8V5X0000000000000009' },
      { device: '01JDFQ8V5X0000000000000002' as never },
      { keyId: '0123456789abcdee' },
      { author: null },
      { author: { subject: 'tablet-2', name: '体育館' } },
      { sealedAt: '2026-11-26T03:00:00.001Z' as never },
    ];
    for (const edit of edits) await expect(opened(made, { ...envelope, ...edit })).rejects.toThrow();
  });

  it('is another each time, and as long for a short form as for a long one', async () => {
    const { key } = await pair();
    const [short, again, long] = [
      await sealForm(form(''), key, about),
      await sealForm(form(''), key, about),
      await sealForm(form('薬'.repeat(900)), key, about),
    ];
    expect(short.data).not.toBe(again.data);
    expect(long.data.length).toBe(short.data.length);
  });
});
