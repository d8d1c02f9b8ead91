import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { C14nCanonicalization, SignedXml } from 'xml-crypto';

export interface TestKey {
  publicKey: KeyObject;
  privateKey: KeyObject;
  pem: string;
}

export function rsaKey(bits = 2048): TestKey {
  return withPem(generateKeyPairSync('rsa', { modulusLength: bits }));
}

export function ecKey(): TestKey {
  return withPem(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
}

function withPem(pair: { publicKey: KeyObject; privateKey: KeyObject }): TestKey {
  return { ...pair, pem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

export const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
export const C14N_1_1 = 'http://www.w3.org/2006/12/xml-c14n11';
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';

export interface Signing {
  method?: string;
  canonical?: string;
  transforms?: string[];
  digest?: string;
  /** What is signed, and what the reference calls it; the whole document otherwise. */
  part?: { xpath: string; uri?: string };
  keyInfo?: string;
  prefix?: string;
}

/** Signs a document as a publisher would, or as an attacker with a key of his own might. */
export function signXml(xml: string, key: TestKey, signing: Signing = {}): string {
  const { method = RSA_SHA256, canonical = EXCLUSIVE, digest = SHA256, part, keyInfo, prefix } = signing;
  const signed = new SignedXml({
    privateKey: method.includes('MGF1') ? privatePem(key) : key.privateKey,
    signatureAlgorithm: method,
    canonicalizationAlgorithm: canonical,
    getKeyInfoContent: () => keyInfo ?? null,
  });
  signed.SignatureAlgorithms[ECDSA_SHA256] = EcdsaSha256;
  signed.CanonicalizationAlgorithms[C14N_1_1] = C14nCanonicalization;
  signed.addReference({
    xpath: part?.xpath ?? '/*',
    ...(part?.uri === undefined ? { isEmptyUri: true } : { uri: part.uri }),
    transforms: signing.transforms ?? [ENVELOPED, canonical],
    digestAlgorithm: digest,
  });
  signed.computeSignature(xml, prefix === undefined ? {} : { prefix });
  return signed.getSignedXml();
}

/** The library's own RSA-PSS takes no key objects. */
function privatePem({ privateKey }: TestKey): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

class EcdsaSha256 {
  getAlgorithmName(): string {
    return ECDSA_SHA256;
  }

  getSignature(material: unknown, key: unknown): string {
    const options = { key: key as KeyObject, dsaEncoding: 'ieee-p1363' as const };
    return sign('sha256', Buffer.from(String(material)), options).toString('base64');
  }

  verifySignature(): boolean {
    throw new Error('only signs');
  }
}
