import { X509Certificate } from 'node:crypto';
import { constraintsOf, OWN_NAMES } from '../authority.js';
import { readIfThere } from '../tls-folder.js';

/** What a device is asked to trust. Only what is public. */
export interface TrustOffer {
  der: Buffer;
  pem: string;
  sha256: string;
  sha1: string;
  /** What it can vouch for. */
  names: readonly string[];
  validTo: Date;
}

/** The authority in a file, when it made the certificate of the hub; null otherwise, or when there is none. */
export function trustOffer(authorityFile: string, certFile: string): TrustOffer | null {
  const [authority, cert] = [readIfThere(authorityFile), readIfThere(certFile)];
  if (authority === null || cert === null) return null;
  const [issuer, leaf] = [new X509Certificate(authority), new X509Certificate(cert)];
  if (!leaf.checkIssued(issuer) || !leaf.verify(issuer.publicKey)) return null;
  return {
    der: issuer.raw,
    pem: authority,
    sha256: issuer.fingerprint256,
    sha1: issuer.fingerprint,
    names: (constraintsOf(authority) ?? []).filter((name) => !OWN_NAMES.includes(name)),
    validTo: new Date(issuer.validTo),
  };
}
