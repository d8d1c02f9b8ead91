import { HubError } from '@hinomi/contracts';
import { Secret } from '@hinomi/service-kit';
import { z } from 'zod';
import { httpGet, type GetAnswer, type GetRequest } from '../poll/http-get.js';
import type { HubSource } from '../sources/source.js';

const ANSWER_MS = 20_000;
/** A page of facts has a megabyte, and its last fact nearly another. */
const MOST_BYTES = 16 * 1024 * 1024;
/** A token is renewed when it has less than this left. */
const RENEW_MS = 60_000;

const Discovery = z.object({ token_endpoint: z.url() });
const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

export interface AskHubParts {
  source: HubSource;
  userAgent: string;
  /** Milliseconds, of a clock that nobody sets back. */
  ticks: () => number;
}

/** Another hub did not answer as it should; `retryAfterMs`: when it says so. */
export class HubTrouble extends Error {
  constructor(
    message: string,
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
    this.name = 'HubTrouble';
  }
}

/** Asks another hub as the client that it made for this one. Throws {@link HubTrouble}. */
export class AskHub {
  private token: { secret: Secret; endsAt: number } | null = null;

  constructor(private readonly parts: AskHubParts) {}

  async get(path: string, signal: AbortSignal, waitMs = 0): Promise<Uint8Array> {
    return this.withToken((access) => this.ask(path, { access, signal, timeoutMs: ANSWER_MS + waitMs }), signal);
  }

  async post(path: string, body: unknown, signal: AbortSignal): Promise<Uint8Array> {
    const send = { contentType: 'application/json', body: JSON.stringify(body) };
    return this.withToken((access) => this.ask(path, { access, signal, send }), signal);
  }

  /** A token that is refused is asked for anew, once: the hub may have been set up again. */
  private async withToken(
    ask: (access: GetRequest['access']) => Promise<GetAnswer>,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const answer = await ask(await this.access(signal));
    if (answer.outcome !== 'failed' || !answer.reason.startsWith('HTTP 401')) return bytesOf(answer);
    this.token = null;
    return bytesOf(await ask(await this.access(signal)));
  }

  private async access(signal: AbortSignal): Promise<GetRequest['access']> {
    const { source, ticks } = this.parts;
    if (this.token === null || ticks() > this.token.endsAt - RENEW_MS) this.token = await this.newToken(signal);
    return {
      credentials: { way: 'bearer', bearer: this.token.secret },
      origins: new Set([new URL(source.url).origin]),
    };
  }

  /** OAuth 2.0 client credentials (RFC 6749 section 4.4), at the endpoint that the hub's issuer names. */
  private async newToken(signal: AbortSignal): Promise<{ secret: Secret; endsAt: number }> {
    const { source, ticks } = this.parts;
    const discovery = read(Discovery, bytesOf(await this.ask('/.well-known/openid-configuration', { signal })));
    const { access: own } = source;
    if (own?.way !== 'password') throw new HubTrouble('has no client of its own there');
    const form = { grant_type: 'client_credentials', client_id: own.user, client_secret: own.password.reveal() };
    const send = { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(form).toString() };
    const asked = ticks();
    const token = read(Token, bytesOf(await this.ask(discovery.token_endpoint, { signal, send })));
    return { secret: new Secret(token.access_token), endsAt: asked + token.expires_in * 1_000 };
  }

  private ask(
    address: string,
    request: Pick<GetRequest, 'signal'> & Partial<Pick<GetRequest, 'access' | 'send' | 'timeoutMs'>>,
  ): Promise<GetAnswer> {
    const { source, userAgent } = this.parts;
    const url = new URL(address, source.url);
    if (source.url.startsWith('https:') && url.protocol !== 'https:') {
      throw new HubTrouble(`names ${url.origin} for tokens, which is not https`);
    }
    // Its issuer may stand elsewhere, and is named by the hub itself.
    const hosts = new Set([new URL(source.url).host, url.host]);
    const privateAddresses = source.privateAddresses === true;
    return httpGet(url, { timeoutMs: ANSWER_MS, maxBytes: MOST_BYTES, ...request, userAgent, hosts, privateAddresses });
  }
}

/** JSON that another hub answered, as far as it is of interest. */
export function read<T>(schema: z.ZodType<T>, bytes: Uint8Array): T {
  try {
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw new HubError('report.invalid', 'the hub answers what nobody understands', { cause });
  }
}

function bytesOf(answer: GetAnswer): Uint8Array {
  if (answer.outcome === 'fetched') return answer.bytes;
  if (answer.outcome === 'unchanged') throw new HubTrouble('says that nothing changed, of which it was not asked');
  const { reason, retryAfterMs } = answer;
  const means = MEANS[reason];
  throw new HubTrouble(means === undefined ? reason : `${reason}: ${means}`, retryAfterMs);
}

/** What the other hub's administrator would look at first. */
const MEANS: Readonly<Record<string, string>> = {
  'HTTP 401': 'it does not know this client and secret',
  'HTTP 403': 'the client there must have the role hub, and no jurisdiction',
  'HTTP 409': 'the subscription is paused there',
};
