import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { sha256Hex } from '@hinomi/contracts';

/** Without letters that look or sound alike: a password is told by telephone and copied from paper. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const CODE_GROUPS = 3;
const GROUP_LENGTH = 4;
const SECRET_BYTES = 32;

/** Long enough that a rate of guesses by network does not matter (NIST SP 800-63B asks for 8, and for no other rule). */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

/** A first password: 79 bits in four groups. */
export function makePassword(): string {
  return makeGroups(GROUPS);
}

/** A tablet's one-time code, short enough to be typed: 59 bits in three groups. */
export function makeCode(): string {
  return makeGroups(CODE_GROUPS);
}

/** As it was made, whatever somebody put between the groups. */
export function plainCode(code: string): string {
  return code
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

function makeGroups(count: number): string {
  const group = (): string => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: count }, group).join('-');
}

/** A machine's secret, or a one-time code. */
export function makeSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** argon2id; the parameters are the library's (19 MiB, 2 passes: OWASP's first choice) and stand in the hash. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'));
}

let nobody: Promise<string> | undefined;

/** Takes as long for a name there is not, so that the time says nothing about names. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? (await (nobody ??= hashPassword(makePassword())));
  const matches = await verify(against, password.normalize('NFKC'));
  return matches && passwordHash !== null;
}

/** Compared as digests, so that the time taken says nothing about the secret. */
export function sameText(a: string, b: string): boolean {
  return sameDigest(sha256Hex(a), sha256Hex(b));
}

export function sameDigest(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
