import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { KeyPair } from './authority.js';

export const DAY_MS = 86_400_000;
export const NOW = Date.parse('2026-11-23T00:00:00Z');
const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export interface Fault {
  names?: readonly string[] | null;
  from?: number;
  to?: number;
  authority?: boolean;
  purposes?: string[];
  rsaBits?: number;
}

/** A certificate that signs itself, with what a test wants wrong about it. */
export async function faulty(fault: Fault = {}): Promise<KeyPair> {
  const { names = ['hinomi.test'], from = NOW - DAY_MS, to = NOW + 100 * DAY_MS, rsaBits } = fault;
  const algorithm =
    rsaBits === undefined
      ? EC
      : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: rsaBits, publicExponent: Uint8Array.of(1, 0, 1) };
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=hinomi.test',
    notBefore: new Date(from),
    notAfter: new Date(to),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      ...(fault.authority ? [new BasicConstraintsExtension(true)] : []),
      ...(fault.purposes ? [new ExtendedKeyUsageExtension(fault.purposes)] : []),
      ...(names ? [new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value })))] : []),
    ],
  });
  const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { cert: certificate.toString('pem'), key };
}
