import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

const DAY_MS = 86_400_000;
/** Two working weeks, to be noticed and renewed in. */
export const EXPIRES_SOON_DAYS = 14;
const WEAKEST_RSA_BITS = 2048;
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';

/** What a certificate says, as far as the hub cares. */
export interface CertificateFacts {
  validFrom: number;
  validTo: number;
  /** SHA-256, as devices show it. */
  fingerprint: string;
}

export type CertificateJudgement =
  { outcome: 'usable'; facts: CertificateFacts; warnings: string[] } | { outcome: 'unusable'; because: string };

export interface CertificateInHand {
  /** The files' names, for the sentences. */
  files: { cert: string; key: string };
  cert: string;
  key: string;
  /** The name by which others reach the hub. */
  host: string;
  now: number;
  /** A hub that runs goes on with what it has: a date is then a warning. */
  running?: boolean;
}

/** Whether a browser that trusts its authority would accept this certificate for this host, in words. */
export function judgeCertificate(inHand: CertificateInHand): CertificateJudgement {
  const { files, host, now } = inHand;
  const unusable = (because: string): CertificateJudgement => ({ outcome: 'unusable', because });
  const certificate = readCertificate(inHand.cert);
  if (certificate === null) return unusable(`${files.cert} is not a certificate in PEM form`);
  const key = readKey(inHand.key);
  if (key === 'encrypted') return unusable(`${files.key} is locked with a passphrase: give the hub one without`);
  if (key === null) return unusable(`${files.key} is not a private key in PEM form`);
  if (!certificate.checkPrivateKey(key)) return unusable(`${files.key} is not the key of ${files.cert}`);
  const because = unfit(certificate, key, files.cert) ?? uncovered(certificate, host, files.cert);
  if (because !== null) return unusable(because);
  const facts = {
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    fingerprint: certificate.fingerprint256,
  };
  const wrongDate = dateFault(facts, now, files.cert);
  if (wrongDate !== null && inHand.running !== true) return unusable(wrongDate);
  return { outcome: 'usable', facts, warnings: wrongDate === null ? expiresSoon(facts, now) : [wrongDate] };
}

function readCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

function readKey(pem: string): KeyObject | 'encrypted' | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return /ENCRYPTED/.test(pem) ? 'encrypted' : null;
  }
}

/** What every browser refuses whatever its authority. */
function unfit(certificate: X509Certificate, key: KeyObject, file: string): string | null {
  if (certificate.ca) return `${file} is the certificate of an authority, not of a server`;
  const purposes = certificate.keyUsage as string[] | undefined;
  if (purposes !== undefined && !purposes.includes(SERVER_AUTHENTICATION)) return `${file} is not made for servers`;
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && bits < WEAKEST_RSA_BITS) {
    return `The key of ${file} has ${bits} bits, and browsers ask for ${WEAKEST_RSA_BITS} or more`;
  }
  return null;
}

/** Only the alternative names count: browsers no longer look at the subject. */
function uncovered(certificate: X509Certificate, host: string, file: string): string | null {
  const covers = isIP(host) === 0 ? certificate.checkHost(host, { subject: 'never' }) : certificate.checkIP(host);
  if (covers !== undefined) return null;
  const names = certificate.subjectAltName?.replaceAll(/(?:DNS|IP Address):/g, '') ?? 'no name at all';
  return `${file} does not cover ${host}; it is for ${names}`;
}

function dateFault({ validFrom, validTo }: CertificateFacts, now: number, file: string): string | null {
  const today = dayOf(now);
  if (now > validTo) return `${file} expired on ${dayOf(validTo)} (this machine’s clock says ${today})`;
  if (now < validFrom) return `${file} is valid from ${dayOf(validFrom)} only (this machine’s clock says ${today})`;
  return null;
}

function expiresSoon({ validTo }: CertificateFacts, now: number): string[] {
  const days = Math.floor((validTo - now) / DAY_MS);
  return days < EXPIRES_SOON_DAYS ? [`The certificate expires on ${dayOf(validTo)}, in ${days} day(s)`] : [];
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
