import { X509Certificate } from 'node:crypto';
import { HubError } from '@hinomi/contracts';
import {
  belongsTogether,
  constraintsOf,
  makeAuthority,
  makeServerCertificate,
  OWN_NAMES,
  type KeyPair,
} from './authority.js';
import { mayVouchFor } from './name-constraints.js';
import { readIfThere, writeWhole, type TlsFolder } from './tls-folder.js';

const AGAIN = 'each device then has to trust it anew';

export interface RenewRequest {
  /** Empty: those of the certificate that is there. */
  names: readonly string[];
  /** Sets aside the authority that is there. */
  newAuthority: boolean;
  now: number;
}

export interface Renewed {
  names: readonly string[];
  /** The authority is new: devices have to trust it. */
  newAuthority: boolean;
  fingerprint: string;
  validTo: Date;
}

/** Makes or renews the certificate of the hub in its folder; what a person can mend is one sentence. */
export async function renewCertificate(folder: TlsFolder, request: RenewRequest): Promise<Renewed> {
  const names = request.names.length > 0 ? request.names : namesInFolder(folder);
  if (names.length === 0) {
    throw new HubError('tls.unusable', 'Say by which name others reach the hub: npm run tls -- <name or IP address>.');
  }
  const kept = request.newAuthority ? null : keptAuthority(folder, request.now);
  if (kept !== null) demandVouches(kept, names);
  const authority = kept ?? (await makeAuthority(names, request.now));
  const server = await makeServerCertificate(authority, names, request.now);
  if (kept === null) {
    writeWhole(folder.authorityKey, authority.key, true);
    writeWhole(folder.authority, authority.cert, false);
  }
  // A hub that reads between the two sees a key that does not match, and goes on with what it has.
  writeWhole(folder.key, server.key, true);
  writeWhole(folder.cert, server.cert, false);
  return {
    names,
    newAuthority: kept === null,
    fingerprint: new X509Certificate(authority.cert).fingerprint256,
    validTo: new Date(new X509Certificate(server.cert).validTo),
  };
}

/** The names of the certificate that is there, without the machine's own. */
export function namesInFolder(folder: TlsFolder): string[] {
  const cert = readIfThere(folder.cert);
  if (cert === null) return [];
  const names = new X509Certificate(cert).subjectAltName?.split(', ') ?? [];
  const bare = names.map((name) => name.replace(/^(DNS|IP Address):/, '')).map(shortAddress);
  return bare.filter((name) => !OWN_NAMES.includes(name));
}

/** Node spells an IPv6 address out. */
function shortAddress(name: string): string {
  return name.includes(':') ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name;
}

function keptAuthority(folder: TlsFolder, now: number): KeyPair | null {
  const [cert, key] = [readIfThere(folder.authority), readIfThere(folder.authorityKey)];
  if (cert === null && key === null) return null;
  const refuse = (because: string): HubError =>
    new HubError('tls.unusable', `${because}; npm run tls -- <name> --new-authority makes another one, and ${AGAIN}.`);
  if (cert === null || key === null) {
    throw refuse(`${cert === null ? folder.authority : folder.authorityKey} is missing, so its authority cannot sign`);
  }
  if (!together({ cert, key })) throw refuse(`${folder.authorityKey} is not the key of ${folder.authority}`);
  if (Date.parse(new X509Certificate(cert).validTo) < now) throw refuse(`The authority in ${folder.dir} has expired`);
  return { cert, key };
}

function together(pair: KeyPair): boolean {
  try {
    return belongsTogether(pair);
  } catch {
    return false;
  }
}

function demandVouches(authority: KeyPair, names: readonly string[]): void {
  const constraints = constraintsOf(authority.cert) ?? [];
  const beyond = names.filter((name) => !mayVouchFor(constraints, name));
  if (beyond.length === 0) return;
  const may = constraints.filter((name) => !OWN_NAMES.includes(name)).join(', ');
  const remedy = `npm run tls -- ${names.join(' ')} --new-authority makes one for them, and ${AGAIN}`;
  throw new HubError(
    'tls.unusable',
    `The authority that devices trust vouches for ${may} only, and not for ${beyond.join(', ')}: ${remedy}.`,
  );
}
