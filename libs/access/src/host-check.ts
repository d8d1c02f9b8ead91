import { isIPv4 } from 'node:net';
import { HubError } from '@hinomi/contracts';
import { headerOf, problemReply, sendProblem, type HttpReply, type HttpRequest } from '@hinomi/service-kit';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];
const DEFAULT_PORT = 80;

/**
 * On loopback only our own names are answered. A page elsewhere can point its own name at 127.0.0.1 (DNS rebinding), but
 * the browser then still sends that name as `Host`.
 */
export function hostAllowed(hostHeader: string | undefined, port: number): boolean {
  const host = hostHeader?.toLowerCase();
  return LOOPBACK_NAMES.some((name) => host === `${name}:${port}` || (port === DEFAULT_PORT && host === name));
}

/** A Fastify `onRequest` hook that answers a request under another name with `access.host-refused`. */
export function refuseOtherHosts(port: () => number) {
  return (request: HttpRequest, reply: HttpReply, done: () => void): void => {
    if (hostAllowed(headerOf(request, 'host'), port())) return done();
    sendProblem(reply, problemReply(new HubError('access.host-refused', 'This hub does not answer under this name.')));
  };
}

/** True for an address of this machine's loopback interface, also as IPv6 writes IPv4. */
export function isLoopbackAddress(address: string): boolean {
  const bare = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  return bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}
