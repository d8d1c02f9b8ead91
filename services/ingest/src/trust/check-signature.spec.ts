import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { parseAtom, parseCap, parseRss } from '@hinomi/formats';
import { checkSignature, type CheckedDocument } from './check-signature.js';
import type { PinnedKey, PinnedKeys } from './pinned-keys.js';
import {
  C14N,
  C14N_1_1,
  ECDSA_SHA256,
  ecKey,
  ENVELOPED,
  EXCLUSIVE,
  rsaKey,
  signXml,
  type Signing,
  type TestKey,
} from './sign-xml.suite.js';

const [publisher, other, curve] = [rsaKey(), rsaKey(), ecKey()];
const pin = (...keys: TestKey[]): PinnedKeys => ({
  keys: keys.map(({ publicKey }) => ({ key: publicKey, name: NAMES.get(publicKey) ?? '' })),
  required: true,
});
const NAMES = new Map([
  [publisher.publicKey, 'publisher'],
  [other.publicKey, 'other'],
  [curve.publicKey, 'curve'],
]);
const pinned = { ...pin(publisher), required: false };
const root = new URL('../../../../', import.meta.url).pathname;
const alert = readFileSync(`${root}libs/formats/fixtures/cap/alert_two-languages.xml`, 'utf8');
const corpus = `${process.env['HINOMI_CORPUS'] ?? `${root}../shared/data`}/cap`;
const present = existsSync(corpus);

const utf8 = (xml: string): Uint8Array => new TextEncoder().encode(xml);
const check = (xml: string, keys: PinnedKeys | null = pinned): CheckedDocument =>
  checkSignature(utf8(xml), keys ?? undefined);
function refusal(xml: string, keys: PinnedKeys = pinned): HubError {
  try {
    check(xml, keys);
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('was accepted');
}
const signed = (signing: Signing = {}, xml = alert, key = publisher): string => signXml(xml, key, signing);

const signatureOf = (xml: string): string => /<Signature[^]*<\/Signature>/.exec(xml)?.[0] ?? '';
const lie = alert.replace('高い所へ逃げてください。', '家にいてください。');
const declaration = /^<\?xml[^>]*>\s*/;
const bag = (inner: string): string => `<Object xmlns="http://www.w3.org/2000/09/xmldsig#">${inner}</Object>`;

describe('checkSignature', () => {
  it.each<[string, Signing]>([
    ['exclusive canonical form', {}],
    ['canonical form', { canonical: C14N }],
    ['canonical form 1.1', { canonical: C14N_1_1 }],
    ['no transform but the enveloped one', { transforms: [ENVELOPED], canonical: C14N }],
    ['SHA-512', { method: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512' }],
    ['RSA-PSS', { method: 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1' }],
    ['a prefix', { prefix: 'ds' }],
  ])('finds right what a pinned key has signed: %s', (_what, signing) => {
    const checked = check(signed(signing));
    expect(checked.signature).toBe('verified');
    expect(parseCap(checked.bytes)).toEqual(parseCap(utf8(alert)));
  });

  it('finds the right one of several signatures, and does not read what a signature carries', () => {
    const twice = signed({}, signed({}, alert, other));
    expect(check(twice).signature).toBe('verified');
    expect(check(signed({}, signed(), other), pin(other)).signature).toBe('verified');
    const carrying = check(signed().replace('</Signature>', `${bag('<status>Exercise</status>')}</Signature>`));
    expect(new TextDecoder().decode(carrying.bytes)).not.toContain('Exercise');
  });

  it('knows elliptic curves, and which of several keys it was', () => {
    const keys = pin(other, curve, publisher);
    expect(check(signed({ method: ECDSA_SHA256 }, alert, curve), keys)).toMatchObject({ signedBy: 'curve' });
    expect(check(signed(), keys)).toMatchObject({ signature: 'verified', signedBy: 'publisher' });
  });

  it('counts any pinned signature of several, whoever signed first and whatever was put beside it later', () => {
    const ec = { method: ECDSA_SHA256 };
    const passedOn = signed({ prefix: 'ds' }, signed(ec, signed(), curve), other);
    for (const key of [publisher, curve, other]) {
      const checked = check(passedOn, pin(key));
      expect(checked).toMatchObject({ signature: 'verified', signedBy: NAMES.get(key.publicKey) });
      expect(parseCap(checked.bytes)).toEqual(parseCap(utf8(alert)));
    }
    expect(check(passedOn, pin(other, publisher)).signedBy).toBe('publisher');
    const forged = passedOn.replace('Extreme', 'Minor');
    expect(refusal(forged, pin(publisher, curve, other)).code).toBe('report.signature-invalid');
  });

  it('does not let a signature beside it carry anything in', () => {
    const first = signed();
    const signature = signatureOf(signed({}, alert, other));
    const carried = first.replace(
      '</alert>',
      `${signature.replace('</Signature>', `${bag(lie.replace(declaration, ''))}</Signature>`)}</alert>`,
    );
    expect(parseCap(check(carried, pin(publisher)).bytes)).toEqual(parseCap(utf8(alert)));
    const nested = first.replace(
      '</alert>',
      `${signature.replace('</Signature>', `${signature}</Signature>`)}</alert>`,
    );
    expect(check(nested, pin(publisher)).signedBy).toBe('publisher');
    const before = first.replace('<scope>', `${signature}<scope>`);
    expect(check(before, pin(publisher)).signedBy).toBe('publisher');
  });

  it('checks an alert within a list like a document of its own', () => {
    const namespaces = 'xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2"';
    const prefixed = alert.replaceAll(/<(\/?)(?=[a-z])/gi, '<$1cap:').replace('xmlns=', 'xmlns:cap=');
    const inAtom = (inner: string, declared = ''): Uint8Array =>
      utf8(
        `<feed xmlns="http://www.w3.org/2005/Atom" ${declared}><entry><id>1</id><content>${inner}</content></entry></feed>`,
      );
    const inRss = (inner: string): Uint8Array =>
      utf8(
        `<rss version="2.0"><channel><item><guid>1</guid><description>${inner}</description></item></channel></rss>`,
      );
    const bare = (xml: string): string => xml.replace(declaration, '');
    const escaped = (xml: string): string => xml.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const whole = signed({ canonical: C14N });
    const documents = [
      parseAtom(inAtom(bare(whole))),
      parseAtom(inAtom(bare(signed({}, prefixed)))),
      parseAtom(inAtom(bare(signed({}, prefixed)).replace(namespaces, ''), namespaces)),
      parseAtom(inAtom(bare(whole).replaceAll('\n', '\r\n'))),
      parseAtom(inAtom(escaped(whole))),
      parseRss(inRss(`<![CDATA[${whole}]]>`)),
      parseRss(inRss(bare(whole))),
    ].map(({ entries }) => entries[0]?.document ?? new Uint8Array());
    for (const document of documents) {
      const checked = checkSignature(document, pin(publisher));
      expect(checked.signature).toBe('verified');
      expect(parseCap(checked.bytes)).toEqual(parseCap(utf8(alert)));
    }
    const forged = parseAtom(inAtom(bare(whole).replace('Extreme', 'Minor'))).entries[0]?.document;
    expect(() => checkSignature(forged ?? new Uint8Array(), pin(publisher))).toThrow(/not what a known key/);
    const unsigned = parseAtom(inAtom(bare(alert))).entries[0]?.document;
    expect(() => checkSignature(unsigned ?? new Uint8Array(), pin(publisher))).toThrow(/not signed/);
  });

  it('takes a reference to the root by its id', () => {
    const named = alert.replace('<alert ', '<alert Id="whole" ');
    expect(check(signed({ part: { xpath: '/*', uri: 'whole' } }, named)).signature).toBe('verified');
  });

  it('does not mind in what encoding and with what line ends a signed document is sent', () => {
    const xml = signed().replace(/\r?\n/g, '\r\n');
    const utf16 = Buffer.from(`\uFEFF${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le');
    expect(check(xml).signature).toBe('verified');
    expect(checkSignature(utf16, pinned).signature).toBe('verified');
  });

  it('notes a signature that nobody can check, and that there is none', () => {
    expect(check(signed(), null).signature).toBe('unchecked');
    expect(check(signed({}, alert, other), null).signature).toBe('unchecked');
    expect(check(alert, null)).toEqual({ signature: null, bytes: utf8(alert) });
    expect(check(alert, pinned).signature).toBeNull();
  });

  it('refuses what is not signed where the source has to sign', () => {
    expect(refusal(alert, { ...pinned, required: true })).toMatchObject({ code: 'report.signature-missing' });
    expect(refusal(alert.replace('Met', 'Signature'), { ...pinned, required: true }).code).toBe(
      'report.signature-missing',
    );
  });

  it.each<[string, () => string]>([
    ['a changed text', () => signed().replace('Extreme', 'Minor')],
    ['a changed attribute', () => signed({}, alert.replace('<alert ', '<alert a="1" ')).replace('a="1"', 'a="2"')],
    ['an added element', () => signed().replace('<scope>', '<note>x</note><scope>')],
    ['another key', () => signed({}, alert, other)],
    ['another key, brought along', () => signed({ keyInfo: `<X509Data>${other.pem}</X509Data>` }, lie, other)],
    ['the signature of another document', () => lie.replace('</alert>', `${signatureOf(signed())}</alert>`)],
    ['a signed document within another', () => lie.replace('</alert>', `${signed().replace(declaration, '')}</alert>`)],
    [
      'the signed document moved into the signature',
      () => {
        const whole = signed({ part: { xpath: '/*', uri: 'a' } }, alert.replace('<alert ', '<alert Id="a" '));
        const inner = whole.replace(declaration, '').replace(signatureOf(whole), '');
        return lie.replace('</alert>', signatureOf(whole).replace('</Signature>', `${bag(inner)}</Signature></alert>`));
      },
    ],
    [
      'a part only',
      () =>
        signed(
          { part: { xpath: "/*/*[local-name()='status']", uri: 'p' } },
          alert.replace('<status', '<status Id="p"'),
        ),
    ],
    [
      'an id that two elements have',
      () =>
        signed({ part: { xpath: '/*', uri: 'a' } }, alert.replace('<alert ', '<alert Id="a" '))
          .replace('<note', '<note Id="a"')
          .replace('<scope>', '<scope ID="a">'),
    ],
    ['a file elsewhere', () => signed().replace('URI=""', 'URI="http://169.254.169.254/"')],
    ['no reference at all', () => signed().replace(/<Reference[^]*<\/Reference>/, '')],
    ['two references', () => signed().replace(/(<Reference[^]*<\/Reference>)/, '$1$1')],
    ['two <SignedInfo>', () => signed().replace(/(<SignedInfo>[^]*<\/SignedInfo>)/, '$1$1')],
    [
      'a signature deeper inside',
      () => {
        const xml = signed();
        return xml.replace(signatureOf(xml), '').replace('</area>', `${signatureOf(xml)}</area>`);
      },
    ],
    [
      'a keyed digest with the public key',
      () => signed().replace(/xmldsig-more#rsa-sha256/, 'xmldsig-more#hmac-sha256'),
    ],
    ['SHA-1', () => signed({ method: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' })],
    ['a digest by SHA-1', () => signed({ digest: 'http://www.w3.org/2000/09/xmldsig#sha1' })],
    ['comments kept', () => signed({ canonical: `${EXCLUSIVE}WithComments` })],
    [
      'a transform that leaves out',
      () =>
        signed().replace(
          `Algorithm="${EXCLUSIVE}"/></Transforms>`,
          'Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/></Transforms>',
        ),
    ],
    ['a third transform', () => signed({ transforms: [ENVELOPED, EXCLUSIVE, EXCLUSIVE] })],
    ['no value', () => signed().replace(/<SignatureValue>[^<]*/, '<SignatureValue>')],
    ['a digest with an element inside', () => signed().replace('<DigestValue>', '<DigestValue><x/>')],
  ])('refuses %s', (_what, forged) => {
    const xml = forged();
    expect(xml).not.toBe(alert);
    const error = refusal(xml);
    expect(error).toMatchObject({ code: 'report.signature-invalid', retryable: false });
    expect(error.place?.path).toMatch(/^\/alert/);
    expect(error.place?.line).toBeGreaterThan(1);
  });

  it('reads exactly what was signed, also around comments and CDATA', () => {
    const commented = signed({}, alert.replace('<status>Actual', '<status>Act<!-- -->ual'));
    const later = signed().replace('<status>Actual', '<status>Act<!-- Exercise -->ual');
    for (const xml of [commented, later]) {
      const checked = check(xml);
      expect(checked.signature).toBe('verified');
      expect(parseCap(checked.bytes)).toEqual(parseCap(utf8(alert)));
    }
  });

  it('checks no document that would take long', () => {
    const filled = signed().replace('</Signature>', `${'<a/>'.repeat(1_500)}</Signature>`);
    expect(check(filled).signature).toBe('verified');
    const many = signed().replace('</Signature>', `${'<a/>'.repeat(100_000)}</Signature>`);
    expect(refusal(many)).toMatchObject({ code: 'report.too-large' });
    const large = signed().replace('</alert>', `${' '.repeat(1_000_000)}</alert>`);
    expect(refusal(large)).toMatchObject({ code: 'report.too-large', place: { line: 1 } });
  });
});

(present ? describe : describe.skip)(
  `signed alerts of the corpus${present ? '' : ' (absent: set HINOMI_CORPUS)'}`,
  () => {
    /** The certificates that a document brings along, taken for pinned: enough to see that its signature is read right. */
    const keysIn = (bytes: Buffer): PinnedKey[] =>
      [...bytes.toString('latin1').matchAll(/X509Certificate>([^<]+)</g)].flatMap(([, base64 = '']) => {
        try {
          return [{ key: new X509Certificate(Buffer.from(base64, 'base64')).publicKey, name: 'brought along' }];
        } catch {
          return [];
        }
      });

    it.each([
      'oasis-ipaws/ipaws-5e6dd9de023f1930ef6548d9.xml',
      'oasis-ipaws/ipaws-5e6dd964023f1930ef638846.xml',
      'oasis-ipaws/ipaws-5e7e0fc5023f1930efcf3deb.xml',
    ])('%s is what its publisher signed', (file) => {
      const bytes = readFileSync(`${corpus}/${file}`);
      const checked = checkSignature(bytes, { keys: keysIn(bytes), required: true });
      expect(checked.signature).toBe('verified');
      expect(parseCap(checked.bytes)).toEqual(parseCap(bytes));
      expect(() => checkSignature(bytes, pinned)).toThrow(/not what a known key/);
    });

    it.each([
      'google/canada_signed.cap',
      'google/earthquake_signed.cap',
      'google/earthquake-iso8859-1.cap',
      'sahana/TropicalCyclone20150806.xml',
    ])('%s is signed as is no longer safe', (file) => {
      const bytes = readFileSync(`${corpus}/${file}`);
      expect(checkSignature(bytes, undefined).signature).toBe('unchecked');
      expect(() => checkSignature(bytes, { keys: keysIn(bytes), required: true })).toThrow(/rsa-sha1 is not accepted/);
    });

    it('wmo/cap_example.xml was laid out anew after it was signed', () => {
      const bytes = readFileSync(`${corpus}/wmo/cap_example.xml`);
      expect(() => checkSignature(bytes, { keys: keysIn(bytes), required: true })).toThrow(/not what a known key/);
    });

    it.each(['google/canada.cap', 'google/australia.cap'])('%s is not signed', (file) => {
      expect(checkSignature(readFileSync(`${corpus}/${file}`), undefined).signature).toBeNull();
    });
  },
);
