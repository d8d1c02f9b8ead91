import { constants, verify, type KeyObject } from 'node:crypto';
import { HubError, type SignatureState } from '@hinomi/contracts';
import {
  asSigned,
  readSignedXml,
  SIGNED_CANONICAL_FORMS,
  SIGNED_DIGESTS,
  signatureError,
  SIGNING_METHODS,
  type SignedXmlDocument,
  type SigningMethod,
  wholeSignatures,
  type XmlElement,
} from '@hinomi/formats';
import { DOMParser } from '@xmldom/xmldom';
import { C14nCanonicalization, SignedXml } from 'xml-crypto';
import type { PinnedKeys } from './pinned-keys.js';

/** What is known of a document's signature, and the bytes to read it from. */
export interface CheckedDocument {
  /** Null for a document without a signature. */
  signature: SignatureState | null;
  /** The name of the pinned key that it was verified with. */
  signedBy?: string;
  /**
   * Of a verified document exactly what was signed, as it was signed: whatever else a parser might have seen in the bytes
   * as they came is gone.
   */
  bytes: Uint8Array;
}

/**
 * Canonical XML takes time with the square of the elements (100,000 take minutes) and memory for several copies. Signed
 * alerts on record have some hundreds of elements and some ten kilobytes.
 */
const MAX_SIGNED_ELEMENTS = 2_000;
const MAX_SIGNED_CHARACTERS = 1_000_000;

/**
 * Checks the XML signature of a document with the keys pinned for its source; without such keys a signature is noted and
 * not looked at. Keys or certificates that a document brings along are never used.
 *
 * Throws `report.signature-invalid`, or `report.signature-missing` where the source requires one.
 */
export function checkSignature(bytes: Uint8Array, pinned: PinnedKeys | undefined): CheckedDocument {
  const document = readSignedXml(bytes);
  if (document === null) {
    if (!pinned?.required) return { signature: null, bytes };
    throw new HubError('report.signature-missing', 'the document is not signed, and its source has to sign', {
      place: { line: 1, path: '/' },
    });
  }
  if (!pinned) return { signature: 'unchecked', bytes };
  const { text, signedBy } = signedText(document, pinned);
  return { signature: 'verified', signedBy, bytes: new TextEncoder().encode(text) };
}

/** What a pinned key has signed, and which. One right signature is enough, whatever stands beside it. */
function signedText(document: SignedXmlDocument, { keys }: PinnedKeys): { text: string; signedBy: string } {
  const signatures = wholeSignatures(document);
  const { text, root } = document;
  const elements = countElements(root);
  if (text.length > MAX_SIGNED_CHARACTERS || elements > MAX_SIGNED_ELEMENTS) {
    const size = `${text.length} characters and ${elements} elements`;
    throw new HubError('report.too-large', `a signed document of ${size} is not checked`, {
      place: { line: 1, path: '/' },
    });
  }
  for (const signature of signatures) {
    const { method } = signature;
    const kind = SIGNING_METHODS[method]?.key ?? '';
    const candidates = keys.filter(({ key }) => key.asymmetricKeyType?.startsWith(kind));
    for (const written of asSigned(document, signature)) {
      for (const { key, name } of candidates) {
        const signed = verifiedBy(key, written.text, written.index);
        if (signed !== null) return { text: signed, signedBy: name };
      }
    }
  }
  throw signatureError(signatures[0]?.element ?? root, 'the document is not what a known key of its source has signed');
}

function countElements(element: XmlElement): number {
  return element.children.reduce((sum, inner) => sum + countElements(inner), 1);
}

/** The canonical text that the key has signed; null when it has not. */
function verifiedBy(key: KeyObject, text: string, index: number): string | null {
  const check = new SignedXml({ publicCert: key, getCertFromKeyInfo: () => null });
  check.SignatureAlgorithms = VERIFIERS;
  check.HashAlgorithms = pick(check.HashAlgorithms, SIGNED_DIGESTS);
  const { CanonicalizationAlgorithms: forms } = check;
  check.CanonicalizationAlgorithms = pick({ ...forms, [C14N_1_1]: C14nCanonicalization }, [
    ...SIGNED_CANONICAL_FORMS,
    ENVELOPED,
  ]);
  try {
    const document = new DOMParser().parseFromString(text, 'text/xml') as unknown as Node;
    const signature = check.findSignatures(document)[index];
    if (!signature) return null;
    check.loadSignature(signature);
    if (!check.checkSignature(text)) return null;
    const [signed, ...more] = check.getSignedReferences();
    return more.length === 0 ? (signed ?? null) : null;
  } catch {
    // The library throws for a wrong signature as for a wrong document; neither is what the key has signed.
    return null;
  }
}

const C14N_1_1 = 'http://www.w3.org/2006/12/xml-c14n11';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

function pick<T>(from: Record<string, T>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
}

const VERIFIERS = Object.fromEntries(
  Object.entries(SIGNING_METHODS).map(([name, method]) => [name, verifierOf(name, method)]),
);

function verifierOf(
  name: string,
  { key: kind, digest, padding }: SigningMethod,
): SignedXml['SignatureAlgorithms'][string] {
  return class {
    getAlgorithmName(): string {
      return name;
    }

    getSignature(): never {
      throw new Error('only checks');
    }

    verifySignature(material: string, key: unknown, value: string): boolean {
      const options =
        kind === 'ec'
          ? { dsaEncoding: 'ieee-p1363' as const }
          : padding === 'pss'
            ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
            : { padding: constants.RSA_PKCS1_PADDING };
      return verify(digest, Buffer.from(material), { key: key as KeyObject, ...options }, Buffer.from(value, 'base64'));
    }
  };
}
