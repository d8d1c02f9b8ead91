// The certificate library looks its parts up by decorators' metadata, so this comes first.
import 'reflect-metadata';
import { createPrivateKey, createPublicKey, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { decodeNameConstraints, encodeNameConstraints, NAME_CONSTRAINTS } from './name-constraints.js';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** Longer than a tablet lives: trusting it again is work on every device. */
const AUTHORITY_DAYS = 3650;
/** The longest that every browser takes from any authority. */
export const SERVER_DAYS = 397;
/** A tablet's clock may be behind. */
const EARLIER_DAYS = 1;

/** The machine itself, always: with both kinds among them, the constraints restrict names and addresses alike. */
export const OWN_NAMES: readonly string[] = ['localhost', '127.0.0.1', '::1'];

/** A certificate with its key, as PEM. */
export interface KeyPair {
  cert: string;
  key: string;
}

/** A local authority that can vouch for these names, its own machine, and nothing else. */
export async function makeAuthority(names: readonly string[], now: number): Promise<KeyPair> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const day = new Date(now).toISOString().slice(0, 10);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ O: ['Hinomi'] }, { CN: [`Hinomi ${names[0]} (${day})`.slice(0, 64)] }],
    ...lifetime(now, AUTHORITY_DAYS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new Extension(NAME_CONSTRAINTS, true, Uint8Array.from(encodeNameConstraints([...names, ...OWN_NAMES]))),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: `${certificate.toString('pem')}\n`, key: await pemOf(keys.privateKey) };
}

/** A certificate for these names and the machine itself, signed by the authority, with a new key. */
export async function makeServerCertificate(
  authority: KeyPair,
  names: readonly string[],
  now: number,
): Promise<KeyPair> {
  const issuer = new X509Certificate(authority.cert);
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const all = [...new Set([...names, ...OWN_NAMES])];
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ O: ['Hinomi'] }, { CN: [(names[0] ?? '').slice(0, 64)] }],
    issuer: issuer.subjectName,
    ...lifetime(now, SERVER_DAYS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: await signingKey(authority.key),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        all.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return { cert: `${certificate.toString('pem')}\n`, key: await pemOf(keys.privateKey) };
}

/** What this authority may vouch for; null when it is not one of ours. */
export function constraintsOf(authorityCert: string): string[] | null {
  const extension = new X509Certificate(authorityCert).getExtension(NAME_CONSTRAINTS);
  return extension === null ? null : decodeNameConstraints(new Uint8Array(extension.value));
}

function lifetime(now: number, days: number): { notBefore: Date; notAfter: Date } {
  const notBefore = now - EARLIER_DAYS * DAY_MS;
  return { notBefore: new Date(notBefore), notAfter: new Date(notBefore + days * DAY_MS) };
}

/** Positive and unguessable, as browsers want it. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  return `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}

async function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, false, ['sign']);
}

/** True when the key belongs to the certificate. */
export function belongsTogether({ cert, key }: KeyPair): boolean {
  const spki = (pem: string): Buffer => createPublicKey(pem).export({ type: 'spki', format: 'der' });
  return spki(cert).equals(spki(key));
}
