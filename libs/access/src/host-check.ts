import { isIPv4 } from 'node:net';
import { HubError } from '@hinomi/contracts';
import { headerOf, problemReply, sendProblem, type HttpReply, type HttpRequest } from '@hinomi/service-kit';

const LOOPBACK_NAME = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * On loopback only our own names are answered. A page elsewhere can point its own name at 127.0.0.1 (DNS rebinding), but
 * the browser then still sends that name as `Host`. The port is free: a tunnel may end on another one.
 */
export function hostAllowed(hostHeader: string | undefined): boolean {
  return hostHeader !== undefined && LOOPBACK_NAME.test(hostHeader);
}

/** A Fastify `onRequest` hook that answers a request under another name with `access.host-refused`. */
export function refuseOtherHosts(request: HttpRequest, reply: HttpReply, done: () => void): void {
  if (hostAllowed(headerOf(request, 'host'))) return done();
  sendProblem(reply, problemReply(new HubError('access.host-refused', 'This hub does not answer under this name.')));
}

/** True for an address of this machine's loopback interface, also as IPv6 writes IPv4. */
export function isLoopbackAddress(address: string): boolean {
  const bare = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  return bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}
