import type { HubError } from '@hinomi/contracts';
import { children, descendants, errorAt, type XmlElement } from './element.js';
import { decodeXml } from './decode-xml.js';
import type { KeptSources } from './kept-sources.js';
import { readXmlKeeping } from './read-xml.js';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const ENVELOPED = `${DSIG}enveloped-signature`;

/**
 * Canonical XML, plain (1.0, and 1.1, which is the same for a whole document) and exclusive. The forms that keep comments are left out: a comment within a text would then be
 * signed and yet be invisible to whoever reads the text.
 */
export const SIGNED_CANONICAL_FORMS = [
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/2006/12/xml-c14n11',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
] as const;

/** Digests that nobody can find a second document for; SHA-1 is none. */
export const SIGNED_DIGESTS = [
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
] as const;

export interface SigningMethod {
  key: 'rsa' | 'ec';
  digest: 'sha256' | 'sha384' | 'sha512';
  padding?: 'pss';
}

/** Public-key methods only: with a keyed digest (HMAC) anybody who has the certificate could sign. */
export const SIGNING_METHODS: Readonly<Record<string, SigningMethod>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': { key: 'rsa', digest: 'sha256' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': { key: 'rsa', digest: 'sha384' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': { key: 'rsa', digest: 'sha512' },
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1': { key: 'rsa', digest: 'sha256', padding: 'pss' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256': { key: 'ec', digest: 'sha256' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384': { key: 'ec', digest: 'sha384' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512': { key: 'ec', digest: 'sha512' },
};

/** A document that carries a signature (XML Signature 1.1), whatever it may be worth. */
export interface SignedXmlDocument {
  /** As text, whatever encoding it came in. */
  text: string;
  root: XmlElement;
  signatures: readonly XmlElement[];
  sources: KeptSources;
}

/** Null for a document without one. Errors: those of `readXml`. */
export function readSignedXml(bytes: Uint8Array): SignedXmlDocument | null {
  const text = decodeXml(bytes);
  // Names are never written with references, so a document without the word has no such element.
  if (!text.includes('Signature')) return null;
  const { root, sources } = readXmlKeeping(bytes, isSignature);
  const signatures = signaturesIn(root);
  return signatures.length === 0 ? null : { text, root, signatures, sources };
}

function isSignature({ name, ns }: XmlElement): boolean {
  return name === 'Signature' && ns === DSIG;
}

function signaturesIn(element: XmlElement): XmlElement[] {
  return descendants(element, 'Signature').filter(isSignature);
}

/** An error that names a place in or around a signature. */
export function signatureError(element: XmlElement, message: string): HubError {
  return errorAt(element, message, { code: 'report.signature-invalid' });
}

/** A signature that covers the whole of its document, if it is right. */
export interface WholeSignature {
  element: XmlElement;
  method: string;
}

/**
 * The document as whoever made a signature may have had it, as it is or before the others were put beside it, and the place of that
 * signature among those in it. A signature
 * in the root is nothing that a reader of the document would see, so leaving it out takes nothing away.
 */
export function asSigned(document: SignedXmlDocument, { element }: WholeSignature): { text: string; index: number }[] {
  const { root } = document;
  const beside = root.children.filter((other) => isSignature(other) && other !== element);
  const later = beside.filter((other) => root.children.indexOf(other) > root.children.indexOf(element));
  const choices = beside.length === 0 ? [[]] : [[], later, beside];
  return choices.map((gone) => without(document, element, gone));
}

function without({ text, root, sources }: SignedXmlDocument, signature: XmlElement, gone: readonly XmlElement[]) {
  let [kept, from] = ['', 0];
  for (const source of gone.map((element) => sources.of(element))) {
    if (!source) continue;
    kept += text.slice(from, source.start);
    from = source.end;
  }
  const before = root.children.slice(0, root.children.indexOf(signature)).filter((other) => !gone.includes(other));
  const index = before.reduce((sum, other) => sum + Number(isSignature(other)) + signaturesIn(other).length, 0);
  return { text: kept + text.slice(from), index };
}

/** Publishers and the networks that pass their alerts on sign beside each other. */
const MOST_SIGNATURES = 4;

/**
 * Those signatures of a document that can cover nothing but the whole of it: enveloped in the root, one reference, to the
 * document, with no transform that could leave something out. Whether one is right is for whoever has the keys.
 *
 * Throws `report.signature-invalid` with the place of what is otherwise, when there is none.
 */
export function wholeSignatures({ root, signatures }: SignedXmlDocument): WholeSignature[] {
  const tooMany = signatures[MOST_SIGNATURES];
  if (tooMany) throw signatureError(tooMany, `there are more than ${MOST_SIGNATURES} signatures`);
  const whole: WholeSignature[] = [];
  let refusal: unknown;
  for (const element of signatures) {
    try {
      whole.push({ element, method: wholeMethodOf(root, element) });
    } catch (error) {
      refusal ??= error;
    }
  }
  if (whole.length === 0) throw refusal;
  return whole;
}

function wholeMethodOf(root: XmlElement, element: XmlElement): string {
  if (!root.children.includes(element))
    throw signatureError(element, 'the signature does not stand in the root element');
  const [signedInfo, value] = element.children;
  // First, so that whoever looks for the parts of the signature finds these. What follows them is not read.
  if (!isPart(signedInfo, 'SignedInfo') || !isPart(value, 'SignatureValue')) {
    throw signatureError(element, 'the signature does not begin with <SignedInfo> and <SignatureValue>');
  }
  const method = algorithmOf(signedInfo, 'SignatureMethod', Object.keys(SIGNING_METHODS));
  algorithmOf(signedInfo, 'CanonicalizationMethod', SIGNED_CANONICAL_FORMS);
  checkReference(root, signedInfo);
  return method;
}

function isPart(element: XmlElement | undefined, name: string): element is XmlElement {
  return element?.name === name && element.ns === DSIG;
}

function checkReference(root: XmlElement, signedInfo: XmlElement): void {
  const reference = only(signedInfo, 'Reference');
  const uri = reference.attributes['URI'];
  if (uri === undefined || (uri !== '' && !isRootId(root, uri))) {
    throw signatureError(reference, `the reference "${uri ?? ''}" is not to the whole document`);
  }
  algorithmOf(reference, 'DigestMethod', SIGNED_DIGESTS);
  const digest = only(reference, 'DigestValue');
  if (digest.children.length > 0) throw signatureError(digest, 'the digest is not a text');
  const transforms = children(only(reference, 'Transforms'), 'Transform');
  const [enveloped, canonical, ...more] = transforms.map(({ attributes }) => attributes['Algorithm'] ?? '');
  if (enveloped !== ENVELOPED) throw signatureError(reference, 'the signature is not an enveloped one');
  const known: readonly string[] = SIGNED_CANONICAL_FORMS;
  if (more.length > 0 || (canonical !== undefined && !known.includes(canonical))) {
    throw signatureError(transforms[1] ?? reference, `the transform ${canonical ?? ''} could leave something out`);
  }
}

/** Whether `#id` names the root element and nothing else in the document. */
function isRootId(root: XmlElement, uri: string): boolean {
  const bearers = [root, ...everyElement(root)].filter(({ attributes }) =>
    Object.entries(attributes).some(([name, value]) => /(^|:)id$/i.test(name) && `#${value}` === uri),
  );
  return bearers.length === 1 && bearers[0] === root;
}

function everyElement(element: XmlElement): XmlElement[] {
  return element.children.flatMap((inner) => [inner, ...everyElement(inner)]);
}

function algorithmOf(parent: XmlElement, name: string, known: readonly string[]): string {
  const element = only(parent, name);
  const algorithm = element.attributes['Algorithm'] ?? '';
  if (!known.includes(algorithm)) throw signatureError(element, `${algorithm || 'no algorithm'} is not accepted`);
  return algorithm;
}

function only(parent: XmlElement, name: string): XmlElement {
  const [first, second] = children(parent, name).filter(({ ns }) => ns === DSIG);
  if (!first) throw signatureError(parent, `<${name}> is missing`);
  if (second) throw signatureError(second, `<${name}> is given twice`);
  return first;
}
