import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HubError, type Instant, type SourceId } from '@hinomi/contracts';
import { Secret } from '@hinomi/service-kit';
import { FeedHealth } from '../sources/feed-health.js';
import { feedIdentities } from '../sources/feed-identities.js';
import { Source, type HubSource } from '../sources/source.js';
import { HubLinks } from './hub-links.js';

const ID = '01J00000000000000000000000';
const NOW = '2026-09-01T00:00:00.000Z' as Instant;
type Answer = [status: number, body: unknown];

/** Another hub as the link sees it; a test says what it answers, and when. */
class Neighbour {
  readonly asked: string[] = [];
  readonly tokens: string[] = [];
  subscriptions: unknown[] = [];
  page: (query: URLSearchParams) => Answer = () => [200, { hub: 'town', cursor: 'c0', more: false, facts: [] }];
  tokenEndpoint: string | null = null;
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    this.asked.push(`${request.method} ${pathname}`);
    const [status, body] = this.said(
      `${request.method} ${pathname}`,
      Buffer.concat(chunks).toString(),
      searchParams,
      request,
    );
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  private said(what: string, body: string, query: URLSearchParams, { headers }: IncomingMessage): Answer {
    if (what === 'GET /.well-known/openid-configuration') {
      return [200, { token_endpoint: this.tokenEndpoint ?? `${this.url}/oauth/token` }];
    }
    if (what === 'POST /oauth/token') {
      this.tokens.push(body);
      return body.includes('client_secret=right') ? [200, { access_token: 'let-me-in', expires_in: 3600 }] : [401, {}];
    }
    if (headers.authorization !== 'Bearer let-me-in') return [401, {}];
    if (what === 'GET /api/v1/subscriptions') return [200, { subscriptions: this.subscriptions }];
    if (what === 'POST /api/v1/subscriptions') {
      const made = { id: ID, status: 'active', ...(JSON.parse(body) as object) };
      this.subscriptions.push(made);
      return [201, { subscription: made }];
    }
    return this.page(query);
  }
}

let neighbour: Neighbour;
let links: HubLinks;
let health: FeedHealth;
let received: { bytes: string; entry: string | null }[];
let refuse: HubError | null;

const sourceOf = (secret = 'right', over: object = {}): HubSource => {
  const source = Source.parse({
    ...{ id: 'hub-town', title: 'Town', kind: 'hub', format: 'hinomi-facts', url: neighbour.url, topics: ['hazards'] },
    ...{ credentials: { user: 'us', password: { env: 'HINOMI_SECRET_TOWN' } }, attribution: 'A', licence: 'L' },
    ...{ enabled: true, privateAddresses: true, ...over },
  }) as HubSource;
  return { ...source, access: { way: 'password', user: 'us', password: new Secret(secret) } };
};

function open(cursor: string | null = null, source = sourceOf()): void {
  health = new FeedHealth(feedIdentities([source], 'on'), () => NOW);
  links = new HubLinks({
    door: {
      receive: (_source, _format, bytes, receipt) => {
        if (refuse !== null) return Promise.reject(refuse);
        received.push({ bytes: new TextDecoder().decode(bytes), entry: receipt?.entry ?? null });
        return Promise.resolve({ accepted: [], duplicates: 0, rawId: 'r', trace: 't' });
      },
    },
    ...{ health, hubId: 'me', organisation: '見本県', userAgent: 'Hinomi/test', now: () => NOW },
    ...{ random: () => 0, cursorOf: () => cursor },
  });
  void links.change([source]);
}

/** Asks as often as it takes; what never comes is ended by the time limit of the test. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
const said = () => health.list()[0]!;

beforeEach(async () => {
  [received, refuse] = [[], null];
  neighbour = new Neighbour();
  await neighbour.open();
});
afterEach(async () => {
  await links.stop();
  await neighbour.close();
});

describe('a link to another hub', () => {
  it('subscribes once, and takes page after page with the cursor after each', async () => {
    neighbour.page = (query) => {
      const next = query.get('since') === null ? 1 : Number(query.get('since')!.slice(1)) + 1;
      const facts = next <= 2 ? [{ number: next }] : [];
      return [200, { hub: 'town', cursor: `c${next}`, more: facts.length > 0, facts }];
    };
    open();
    await until(() => received.length === 2 && said().lastSuccessAt !== null);
    expect(received.map(({ bytes, entry }) => [bytes.includes('"number"'), entry])).toEqual([
      [true, 'c1'],
      [true, 'c2'],
    ]);
    expect(neighbour.subscriptions).toMatchObject([
      {
        channel: { type: 'facts', topics: ['hazards'] },
        interest: { exercise: false },
        owner: { organisation: '見本県' },
      },
    ]);
    await links.stop();

    // The next run finds it, and goes on where this one was.
    received = [];
    neighbour.page = (query) => [
      200,
      { hub: 'town', cursor: 'c9', more: false, facts: [{ from: query.get('since') }] },
    ];
    open('c2');
    await until(() => received.length > 0);
    expect(JSON.parse(received[0]!.bytes)).toMatchObject({ facts: [{ from: 'c2' }] });
    expect(neighbour.subscriptions).toHaveLength(1);
  });

  it('shows its secret to the endpoint for tokens only, and says who it is', async () => {
    let query = '';
    neighbour.page = (asked) => {
      query ||= asked.toString();
      return [200, { hub: 'town', cursor: 'c1', more: false, facts: [] }];
    };
    open();
    await until(() => query !== '');
    expect(neighbour.tokens).toEqual(['grant_type=client_credentials&client_id=us&client_secret=right']);
    expect(query).toBe('hub=me&wait=25');
  });

  it('does not ask without end whoever has nothing and does not wait', async () => {
    open();
    await until(() => said().lastSuccessAt !== null);
    const asked = neighbour.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(neighbour.asked.length - asked).toBeLessThanOrEqual(1);
  });

  it('asks the same again while the log is away, and goes on', async () => {
    neighbour.page = (query) => {
      const facts = query.get('since') === null ? [{}] : [];
      return [200, { hub: 'town', cursor: 'c1', more: false, facts }];
    };
    refuse = new HubError('log.unavailable', 'away', { retryable: true });
    open();
    await until(() => said().lastError !== null);
    expect(said().lastError).toContain('away');
    refuse = null;
    await until(() => received.length === 1);
    expect(received[0]?.entry).toBe('c1');
  });

  it('goes on past what cannot be read: it is in quarantine', async () => {
    let pages = 0;
    neighbour.page = (query) => {
      pages += 1;
      return [200, { hub: 'town', cursor: `${query.get('since') ?? ''}c`, more: true, facts: [{}] }];
    };
    refuse = new HubError('report.invalid', 'rubbish');
    open();
    await until(() => pages > 3);
    expect(said().lastError).toBeNull();
  });

  it.each([
    ['a secret that is wrong', (): HubSource => sourceOf('wrong'), 'HTTP 401: it does not know this client and secret'],
    [
      'an address on a private network that its entry does not allow',
      (): HubSource => sourceOf('right', { privateAddresses: false }),
      'privateAddresses',
    ],
  ])('tells of %s', async (_what, source, told) => {
    open(null, source());
    await until(() => said().lastError !== null);
    expect(said()).toMatchObject({ state: 'failing', lastError: expect.stringContaining(told) });
    expect(said().lastError).not.toContain('wrong');
  });

  it.each([
    ['a page that is none', [200, { facts: 7 }]],
    ['an error', [500, {}]],
    ['that there is no such subscription', [404, {}]],
  ] as [string, Answer][])('answered with %s it takes nothing in, and tries again', async (_what, answer) => {
    let wrong = true;
    neighbour.page = () => (wrong ? answer : [200, { hub: 'town', cursor: 'c1', more: false, facts: [{}] }]);
    open();
    await until(() => said().lastError !== null);
    expect(received).toEqual([]);
    wrong = false;
    await until(() => received.length > 0);
  });

  it('is not disturbed by an entry that says the same, and ends with one that is gone', async () => {
    open();
    await until(() => said().lastSuccessAt !== null);
    await links.change([sourceOf()]);
    expect(neighbour.tokens).toHaveLength(1);
    await links.change([]);
    const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
    await settled();
    const asked = neighbour.asked.length;
    await settled();
    expect(neighbour.asked).toHaveLength(asked);
  });
});

describe('an entry of a hub', () => {
  const problems = (over: object): string[] => {
    const read = Source.safeParse({ ...sourceOf(), access: undefined, id: 'hub-town' as SourceId, ...over });
    return read.success ? [] : read.error.issues.map(({ path }) => `/${path.join('/')}`);
  };

  it('names topics of facts, and a client of its own', () => {
    expect(problems({ topics: ['needs'] })).toContain('/topics/0');
    expect(problems({ topics: [] })).toContain('/topics');
    expect(problems({ credentials: { bearer: { env: 'HINOMI_SECRET_X' } } })).toContain('/credentials');
    expect(problems({ families: ['weather'] })).toContain('/families/0');
  });
});
