import { isIP } from 'node:net';

/** Half a year: the browser then asks for HTTPS by itself, and no warning can be clicked away. */
const MAX_AGE_SECONDS = 180 * 86_400;
/** Names of a network of one's own (RFC 6761, 6762, 8375, and what routers and offices use). */
const LOCAL = /\.(local|localhost|test|invalid|example|internal|intranet|private|corp|lan|home|home\.arpa)$/i;

/**
 * `Strict-Transport-Security` for a host, or null. Browsers ignore it for an address. A name of a local network gets none: the
 * same name often serves other programs of the machine on other ports in plain HTTP, and a hub set up anew with a new
 * authority could not be opened, nor its trust page, by devices that remember the old one. The page's own requests and cookies
 * need it not: they are `https:` and `Secure` already.
 */
export function strictTransport(host: string): string | null {
  if (isIP(host) !== 0 || !host.includes('.') || LOCAL.test(host)) return null;
  return `max-age=${MAX_AGE_SECONDS}`;
}
