import { isIPv4 } from 'node:net';
import { HubError } from '@hinomi/contracts';
import { headerOf, problemReply, sendProblem, type HttpReply, type HttpRequest } from '@hinomi/service-kit';
import { refusedHostText } from './refused-host-text.js';

/** A `Host` header: a name, an IPv4 address or an IPv6 address in brackets, and perhaps a port. */
const HOST_HEADER = /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const HARMLESS_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Under which names this process answers, and how a page under them was loaded. */
export interface HostRule {
  /** The name or address by which others reach the hub; `localhost` = this machine alone. */
  host: string;
  /** Who speaks TLS: nobody, this process, or a proxy on this machine in front of it. */
  tls: 'none' | 'here' | 'proxy';
}

/**
 * Who may speak to this hub at all, before anybody signs in. A page elsewhere can point its own name at our address (DNS
 * rebinding), but the browser still sends that name as `Host`; and a page elsewhere can send us forms and open sockets, but
 * the browser says where it came from. The port of `Host` is free: a tunnel may end on another one.
 */
export class HostCheck {
  private readonly names: ReadonlySet<string>;

  constructor(private readonly rule: HostRule) {
    this.names = new Set([hostInUrl(rule.host), ...LOOPBACK_NAMES]);
  }

  answersTo(hostHeader: string | undefined): boolean {
    const name = nameOf(hostHeader);
    return name !== null && this.names.has(name);
  }

  /**
   * True for this hub's own page and for whatever is no browser. `Sec-Fetch-Site` is asked first: a browser always sends it to
   * an address it deems safe, and writes `Origin: null` on a form of a page that keeps its address to itself.
   */
  isOwnPage(headers: HttpRequest['headers']): boolean {
    const [host, origin, site] = ['host', 'origin', 'sec-fetch-site'].map((name) => headerOf({ headers }, name));
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
    if (origin === undefined || (origin === 'null' && site !== undefined)) return true;
    return origin.toLowerCase() === `${this.schemeOf(host)}://${host?.toLowerCase()}`;
  }

  /** For Socket.IO, which answers before any hook of the web server runs. */
  admitsSocket(headers: HttpRequest['headers']): boolean {
    return this.answersTo(headerOf({ headers }, 'host')) && this.isOwnPage(headers);
  }

  /** A Fastify `onRequest` hook: other names are answered with `access.host-refused`, changes from other pages with `access.origin-refused`. */
  readonly refuseOthers = (request: HttpRequest, reply: HttpReply, done: () => void): void => {
    const host = headerOf(request, 'host');
    if (!this.answersTo(host)) return this.refuseHost(request, reply, nameOf(host));
    if (HARMLESS_METHODS.includes(request.method) || this.isOwnPage(request.headers)) return done();
    const sentence = 'A page of another address may not change anything on this hub.';
    sendProblem(reply, problemReply(new HubError('access.origin-refused', sentence)));
  };

  private schemeOf(hostHeader: string | undefined): 'http' | 'https' {
    if (this.rule.tls !== 'proxy') return this.rule.tls === 'here' ? 'https' : 'http';
    return LOOPBACK_NAMES.includes(nameOf(hostHeader) ?? '') ? 'http' : 'https';
  }

  /** A person reads sentences, a program a problem document. */
  private refuseHost(request: HttpRequest, reply: HttpReply, asked: string | null): void {
    const text = refusedHostText(this.rule.host, asked);
    const answer = problemReply(new HubError('access.host-refused', text.en));
    if (!headerOf(request, 'accept')?.includes('text/html')) return sendProblem(reply, answer);
    reply
      .status(answer.problem.status)
      .header('content-type', 'text/plain; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(`${text.ja}\n\n${text.easy}\n\n${text.en}\n`);
  }
}

/** A name or address as a URL and a `Host` header write it: in lower case, IPv6 in brackets. */
export function hostInUrl(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host.toLowerCase()}]` : host.toLowerCase();
}

/** True for an address of this machine's loopback interface, also as IPv6 writes IPv4. */
export function isLoopbackAddress(address: string): boolean {
  const bare = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  return bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}

/** The name in a `Host` header in lower case; null when there is none or it is not one. */
function nameOf(hostHeader: string | undefined): string | null {
  return HOST_HEADER.exec(hostHeader ?? '')?.[1]?.toLowerCase() ?? null;
}
