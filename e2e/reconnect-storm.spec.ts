import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DemoClient, InterestV1, PictureSnapshot } from '@hinomi/contracts';
import { HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { TELEGRAM, command } from './command.js';
import { Crowd, whyNotSoMany, type Standing, type Viewers } from './crowd/crowd.mjs';

const SOCKETS = 1_000;
const CROWDS = 2;
/** Once where it runs at every change, ten times in the soak. */
const STORMS = Math.max(1, Math.round(Number(process.env['HINOMI_ROUNDS'] ?? 10) / 30));
jest.setTimeout(300_000 + STORMS * 180_000);

/** The operator's token is another set of attributes, so these are four audiences. */
const KINDS: readonly { client: DemoClient; interest: InterestV1 }[] = [
  { client: 'demo-public', interest: { exercise: false } },
  { client: 'demo-operator', interest: { exercise: false } },
  { client: 'demo-public', interest: { exercise: false, minSeverity: 4 } },
  { client: 'demo-operator', interest: { exercise: false, minSeverity: 4 } },
];
const HAZARDS = 12;
const NEARLY_ALL = 0.9;
/** Storms enough for any leak of a thousand sockets to show: one socket of Socket.IO costs some 20 kB. */
const ROOM_FOR_GROWTH_BYTES = 150 * 1024 * 1024;

const folder = temporaryFolder('storm');
const sample = command(TELEGRAM, ['earthquake']);
const reportedAt = Date.parse(/<ReportDateTime>([^<]+)/.exec(sample)![1]!);

/** The `index`th report: of one of a few earthquakes, each newer than the last, now strong, now weak. */
function report(index: number): string {
  const event = String(20_300_101_000_000 + (index % HAZARDS));
  const at = new Date(reportedAt - 3_600_000 + index * 1_000).toISOString();
  const strong = sample
    .replace(/(?<=<EventID>)\d+/, event)
    .replace(/(?<=<Serial>)\d+/, String(index + 1))
    .replace(/(?<=<ReportDateTime>)[^<]+/, at);
  return Math.floor(index / HAZARDS) % 2 === 0 ? strong : strong.replaceAll(/(?<=<MaxInt>)[^<]+/g, '3');
}

/** Hazards that keep changing, also while the hub is away: a report it did not take is sent again. */
class Poster {
  private stopped = false;
  private next = 0;
  private running: Promise<void> | null = null;

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  start(): void {
    this.stopped = false;
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const headers = { authorization: `Bearer ${this.token}` };
      const init = { method: 'POST', body: report(this.next), headers };
      const status = await fetch(`${this.url}api/v1/feeds/jma-xml`, init).then(
        (reply) => reply.status,
        () => 'away' as const,
      );
      if (status === 202) this.next += 1;
      else if (status !== 'away' && status < 500) throw new Error(`a report was answered with ${status}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** As the system counts it; elsewhere than on Linux nothing is compared. */
function residentBytes(pid: number): number {
  if (process.platform !== 'linux') return 0;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024;
}

describe(`a reconnect storm of ${SOCKETS} sockets, ${STORMS} times`, () => {
  let hub: HubProcess;
  let crowds: Crowd[] = [];
  let poster: Poster;
  let tokens: string[];

  const start = (port = 0): Promise<HubProcess> =>
    HubProcess.start({ dataDir: folder.path, env: { HINOMI_PORT: String(port) } });

  /** Everybody of all processes, summed. */
  async function standing(since: number): Promise<Omit<Standing, 'transports'>> {
    const all = await Promise.all(crowds.map((crowd) => crowd.standing(since)));
    const sum = (of: (each: Standing) => number): number => all.reduce((total, each) => total + of(each), 0);
    return {
      connected: sum(({ connected }) => connected),
      live: sum(({ live }) => live),
      cuts: sum(({ cuts }) => cuts),
      rss: sum(({ rss }) => rss),
      tokens: sum(({ tokens: asked }) => asked),
      snapshots: sum(({ snapshots }) => snapshots),
      backwards: all.flatMap(({ backwards }) => backwards),
    };
  }

  /** Until every browser has heard from the hub after this moment. */
  const allBack = (since: number) =>
    eventually(
      () => standing(since),
      ({ live }) => live === SOCKETS,
      1_200,
    );

  async function metric(name: string): Promise<number> {
    const text = await (await fetch(`${hub.url}metrics`)).text();
    const [, value] = new RegExp(`^(?:hinomi_)?${name} (\\S+)$`, 'm').exec(text) ?? [];
    return Number(value);
  }

  async function expectedDigests(): Promise<string[]> {
    return Promise.all(
      KINDS.map(async ({ interest }, kind) => {
        const query = new URLSearchParams(Object.entries(interest).map(([name, value]) => [name, String(value)]));
        const headers = { authorization: `Bearer ${tokens[kind]}` };
        const reply = await fetch(`${hub.url}api/v1/picture?${query}`, { headers });
        const { features } = (await reply.json()) as PictureSnapshot;
        const texts = features.map((feature) => JSON.stringify(feature)).sort();
        return createHash('sha256').update(texts.join('\n')).digest('hex');
      }),
    );
  }

  /** Nobody left behind, nobody twice: every browser holds exactly what a fresh snapshot says. */
  async function expectEverybodyEqual(): Promise<void> {
    await poster.stop();
    const quiet = Date.now();
    const perKind = SOCKETS / KINDS.length;
    await eventually(
      async () => {
        const held = await Promise.all(crowds.map((crowd) => crowd.digests()));
        const now = await expectedDigests();
        return now.map((digest, kind) => held.reduce((sum, kinds) => sum + (kinds[kind]?.[digest] ?? 0), 0));
      },
      (equal) => equal.every((count) => count === perKind),
      300,
    );
    const after = await allBack(quiet);
    expect(after).toMatchObject({ connected: SOCKETS, backwards: [] });
    // A line that broke unheard is counted until its next ping is missed.
    await eventually(
      () => metric('sockets'),
      (sockets) => sockets === SOCKETS,
      1_200,
    );
    expect(await metric('slow_sockets\\{realm="real"\\}')).toBe(0);
    poster.start();
  }

  beforeAll(async () => {
    const unable = whyNotSoMany(SOCKETS);
    if (unable !== null) throw new Error(unable);
    hub = await start();
    tokens = await Promise.all(KINDS.map(({ client }) => hub.token(client)));
    poster = new Poster(hub.url, tokens[1]!);
    poster.start();
    await eventually(
      () => hub.picture(),
      ({ features }) => features.length >= HAZARDS,
    );
    const viewers: Viewers[] = KINDS.map(({ interest }, kind) => ({
      token: tokens[kind]!,
      interest,
      count: SOCKETS / KINDS.length / CROWDS,
    }));
    crowds = await Crowd.gather(hub.url, viewers, CROWDS);
  });
  afterEach(() => poster.stop());
  afterAll(async () => {
    await Promise.all(crowds.map((crowd) => crowd.disperse()));
    await hub.end('SIGKILL');
    folder.remove();
  });

  it('brings everybody back to the same picture after the hub was killed (D3, D4, D6)', async () => {
    for (let storm = 0; storm < STORMS; storm += 1) {
      poster.start();
      const before = await standing(0);
      await hub.end('SIGKILL');
      await eventually(
        () => standing(0),
        ({ connected }) => connected === 0,
      );
      hub = await start(hub.port);
      const cutAt = Date.now();
      const back = await allBack(cutAt);
      expect(back.cuts - before.cuts).toBeGreaterThanOrEqual(SOCKETS);
      // A hub that is away is no reason to sign in again: sign-in is the dearest call there is.
      expect(back.tokens).toBe(0);
      await expectEverybodyEqual();
    }
  });

  it('brings everybody back to a hub that stays ready and keeps its memory when every line is cut (D3, D4, D8)', async () => {
    let settled = 0;
    for (let storm = 0; storm < STORMS + 1; storm += 1) {
      poster.start();
      const before = await standing(0);
      const lines = (await Promise.all(crowds.map((crowd) => crowd.cut()))).reduce((sum, each) => sum + each, 0);
      const cutAt = Date.now();
      const back = await eventually(
        async () => {
          expect((await fetch(`${hub.url}readyz`)).status).toBe(200);
          return standing(cutAt);
        },
        ({ live }) => live === SOCKETS,
        1_200,
      );
      // A page that found the hub over polling a moment ago may not be on its WebSocket yet.
      expect(lines).toBeGreaterThan(SOCKETS * NEARLY_ALL);
      expect(back.cuts - before.cuts).toBeGreaterThanOrEqual(lines);
      await expectEverybodyEqual();
      const resident = residentBytes(hub.pid);
      // The first storm fills pools that stay; from then on nothing may be left of a socket that is gone.
      if (storm === 0) settled = resident;
      else expect(resident - settled).toBeLessThan(ROOM_FOR_GROWTH_BYTES);
    }
  });
});
