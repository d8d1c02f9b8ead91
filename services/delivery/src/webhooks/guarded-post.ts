import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { guardedLookup } from '@hinomi/service-kit';
import type { AddressRule } from './address-rule.js';

/** What an endpoint answered. */
export interface PostAnswer {
  status: number;
  /** `Retry-After` in ms; null = it does not say. */
  retryAfterMs: number | null;
}

export interface PostMessage {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** The address is one to which this hub sends nothing. */
export class AddressRefused extends Error {}

export interface PosterOptions {
  rule: AddressRule;
  timeoutMs: number;
  now: () => number;
}

/**
 * Posts to endpoints of others. The address is looked at where the connection is made, whatever the name pointed to before, and
 * connections are kept. Redirects are not followed, and of the answer only its status is read.
 */
export class GuardedPoster {
  private readonly plain = new http.Agent({ keepAlive: true });
  private readonly secure = new https.Agent({ keepAlive: true });

  constructor(private readonly options: PosterOptions) {}

  async post({ url, headers, body }: PostMessage, signal: AbortSignal): Promise<PostAnswer> {
    const target = new URL(url);
    const bare = target.hostname.replace(/^\[|\]$/g, '');
    const refusal = isIP(bare) === 0 ? null : this.refusalOf(bare, target);
    if (refusal !== null) throw refusal;
    const isSecure = target.protocol === 'https:';
    const bytes = Buffer.from(body);
    return new Promise((resolve, reject) => {
      const request = (isSecure ? https : http).request(
        target,
        {
          method: 'POST',
          agent: isSecure ? this.secure : this.plain,
          headers: { ...headers, 'content-length': bytes.byteLength, 'user-agent': 'hinomi' },
          lookup: guardedLookup((_host, address) => this.refusalOf(address, target)),
          signal: AbortSignal.any([signal, AbortSignal.timeout(this.options.timeoutMs)]),
        },
        (answer) => {
          const after = answer.headers['retry-after'];
          resolve({ status: answer.statusCode ?? 0, retryAfterMs: this.retryAfter(after) });
          answer.on('error', () => undefined);
          // A short answer leaves the connection for the next message; a long one is of no interest.
          let read = 0;
          answer.on('data', (chunk: Buffer) => {
            read += chunk.byteLength;
            if (read > 65_536) answer.destroy();
          });
        },
      );
      request.on('error', reject);
      request.end(bytes);
    });
  }

  close(): void {
    this.plain.destroy();
    this.secure.destroy();
  }

  private refusalOf(address: string, { protocol }: URL): AddressRefused | null {
    const kind = this.options.rule.kindOf(address);
    if (kind === null) {
      return new AddressRefused('The endpoint is at an address of a private network, to which this hub does not send.');
    }
    if (kind === 'allowed' || protocol === 'https:') return null;
    return new AddressRefused('The endpoint must be reached by https.');
  }

  private retryAfter(value: string | undefined): number | null {
    if (value === undefined) return null;
    if (/^\d{1,6}$/.test(value)) return Number(value) * 1_000;
    const at = Date.parse(value);
    return Number.isNaN(at) ? null : Math.max(0, at - this.options.now());
  }
}
