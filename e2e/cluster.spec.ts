import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type {
  DeliveryAccount,
  FeedReceipt,
  FeedStatus,
  PictureSnapshot,
  Problem,
  Subscription,
  SubscriptionReply,
} from '@hinomi/contracts';
import { eventually, temporaryFolder } from '@hinomi/testing';
import { startCluster, whyNoCluster, type RunningCluster } from '../infra/cluster/cluster.mjs';
import { listen } from '../infra/kafka/listen.mjs';
import { TELEGRAM, command } from './command.js';
import { contentOf, PictureWatcher } from './picture-watcher.js';

jest.setTimeout(300_000);

const REPORTERS = 4;

const reason = await whyNoCluster();
const withCluster = reason === null ? describe : describe.skip;
const folder = temporaryFolder('cluster');
// PostgreSQL runs as a user of its own when this runs as root.
chmodSync(folder.path, 0o755);
const sample = command(TELEGRAM, ['earthquake']);

/** The report of another earthquake of today, as often as it is called. */
let made = 0;
const telegram = (): string => sample.replace(/(?<=<EventID>)\d+/, String(20_300_101_000_000 + (made += 1)));

withCluster(`the hub as many processes${reason === null ? '' : ` (${reason.replaceAll('\n', ' ')})`}`, () => {
  let cluster: RunningCluster;
  const watchers: PictureWatcher[] = [];
  /** Of one address: every gateway behind it takes it, and it outlives the suite. */
  let bearer: string;
  const begin = async (): Promise<void> => {
    cluster = await startCluster({
      dir: folder.path,
      port: 0,
      brokers: 3,
      env: { HINOMI_POLLING: 'off', HINOMI_DRILL: 'off' },
    });
    bearer = await token();
  };

  beforeAll(begin);
  afterAll(async () => {
    for (const watcher of watchers) watcher.close();
    await cluster?.stop();
    folder.remove();
  });

  const token = async (client = 'demo-operator'): Promise<string> => {
    const credentials = { client_id: client, client_secret: 'demo' };
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...credentials });
    const reply = await fetch(`${cluster.url}/oauth/token`, { method: 'POST', body });
    return ((await reply.json()) as { access_token: string }).access_token;
  };
  /** On a connection of its own: one kept from before may end at a gateway that was just killed. */
  const ask = (base: string, pathname: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${base}${pathname}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${bearer}`, connection: 'close' },
    });
  /** Whoever was answered by nobody sends it again, as every source does: a connection may end with the process behind it. */
  const post = async (): Promise<string> => {
    const body = telegram();
    const reply = await eventually(
      () => ask(cluster.url, '/api/v1/feeds/jma-xml', { method: 'POST', body }).catch(() => null),
      (answer) => answer !== null,
    );
    expect(reply!.status).toBe(202);
    const { accepted, duplicates } = (await reply!.json()) as FeedReceipt;
    expect(accepted.length + duplicates).toBe(1);
    return `jma-quake:${/<EventID>(\d+)/.exec(body)![1]!}`;
  };
  const watch = (url: string, exercise = false): PictureWatcher => {
    const watcher = new PictureWatcher(url, exercise, token);
    watchers.push(watcher);
    return watcher;
  };
  const picture = async (base: string, exercise = false): Promise<string[]> => {
    const reply = await ask(base, `/api/v1/picture?exercise=${exercise}`);
    return contentOf(((await reply.json()) as PictureSnapshot).features);
  };
  /** Until every gateway shows it. */
  const seen = (hazard: string): Promise<unknown> =>
    eventually(
      () => Promise.all(cluster.gateways.map(({ url }) => picture(url))),
      (pictures) => pictures.every((content) => content.some((text) => text.includes(`"${hazard}"`))),
    );
  const roles = async (): Promise<Record<string, string>> => {
    const asked = cluster.aggregators.map(async ({ name, url }) => {
      const signal = AbortSignal.timeout(2_000);
      const reply = await fetch(`${url}/readyz`, { signal }).catch(() => null);
      const said = (await reply?.json()) as { roles?: Record<string, string> } | undefined;
      const all = new Set(Object.values(said?.roles ?? {}));
      return [name, all.size === 1 ? String([...all][0]) : 'none'];
    });
    return Object.fromEntries(await Promise.all(asked)) as Record<string, string>;
  };
  const oneActive = async (): Promise<{ active: string; standby: string }> => {
    const known = await eventually(roles, (now) => Object.values(now).sort().join() === 'active,standby');
    const named = (role: string): string => Object.keys(known).find((name) => known[name] === role) ?? '';
    return { active: named('active'), standby: named('standby') };
  };
  /** In both realms: each hands over by its own signs of life, so one may be a second behind what was just seen. */
  const becomesActive = (name: string): Promise<unknown> => eventually(roles, (now) => now[name] === 'active');

  it('plays the drill: sockets of both gateways show one growing picture', async () => {
    const [first, second] = cluster.gateways.map(({ url }) => watch(url, true));
    const started = await ask(cluster.url, '/api/v1/drills/noto-2024/start', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ speed: 60 }),
    });
    expect(started.status).toBe(202);
    await eventually(
      () => Promise.resolve([first!.content(), second!.content()]),
      ([one, other]) => one!.some((text) => text.includes('"tsunami"')) && one!.join() === other!.join(),
    );
    // Both realms of an aggregator are one process's, or they hand over one by one; each has one writer.
    await oneActive();
  });

  it('shows a telegram at both gateways, and knows at both when it came', async () => {
    const sockets = cluster.gateways.map(({ url }) => watch(url));
    const hazard = await post();
    await seen(hazard);
    await eventually(
      () => Promise.resolve(sockets.map((socket) => [socket.has(hazard), socket.heartbeat?.lastReportAt ?? null])),
      (all) => all.every(([has, at]) => has === true && at !== null),
    );
    const feeds = (await (await ask(cluster.url, '/api/v1/feeds')).json()) as FeedStatus[];
    expect(feeds.some(({ received }) => received > 0)).toBe(true);
    for (const { url } of cluster.gateways)
      expect(await (await fetch(`${url}/api/v1/status`)).json()).toMatchObject({ neverHeldReal: false });
  });

  it('hands over when the active aggregator is killed, with the same picture', async () => {
    const before = await picture(cluster.url);
    const { active, standby } = await oneActive();
    const killedAt = Date.now();
    await cluster.kill(active);
    await seen(await post());
    const handoverMs = Date.now() - killedAt;
    await becomesActive(standby);
    expect(await picture(cluster.url)).toEqual(expect.arrayContaining(before));
    process.stdout.write(`  a telegram posted at the kill was at both gateways after ${handoverMs} ms\n`);
    await cluster.restart(active);
    expect(await oneActive()).toEqual({ active: standby, standby: active });
  });

  it('replaces an active aggregator that is stopped, and takes it back as a standby when it goes on', async () => {
    const { active, standby } = await oneActive();
    cluster.stopProcess(active);
    const stoppedAt = Date.now();
    await seen(await post());
    process.stdout.write(`  one posted at the stop after ${Date.now() - stoppedAt} ms\n`);
    await becomesActive(standby);
    const before = await picture(cluster.url);
    cluster.continueProcess(active);
    expect(await oneActive()).toEqual({ active: standby, standby: active });
    expect(await picture(cluster.url)).toEqual(before);
    // It is of use: what it missed while it was stopped is there when it takes over.
    await cluster.kill(standby);
    await seen(await post());
    await becomesActive(active);
    expect(await picture(cluster.url)).toEqual(expect.arrayContaining(before));
    await cluster.restart(standby);
  });

  it('moves clients from a gateway that is killed to the other one, and they end equal', async () => {
    const client = watch(cluster.url);
    await eventually(
      async () => [client.content(), await picture(cluster.url)],
      ([mine, all]) => all!.length > 0 && mine!.join() === all!.join(),
    );
    for (const { name, url } of cluster.gateways) {
      await cluster.kill(name);
      const hazard = await post();
      const other = cluster.gateways.find((gateway) => gateway.url !== url)!;
      const [mine, all] = await eventually(
        async () => [client.content(), await picture(other.url)],
        ([shown, there]) => client.has(hazard) && shown!.join() === there!.join(),
      );
      expect(mine).toEqual(all);
      await cluster.restart(name);
      // Whoever stands in front has asked it, and heard that it is of use: until then the other one is the only one.
      await eventually(
        async () => (await fetch(`${url}/metrics`)).text(),
        (metrics) => /^http_request_seconds_count\{route="\/readyz",method="GET",status="2xx"\} [1-9]/m.test(metrics),
      );
    }
    // One of the two was its own.
    expect(client.connections).toBeGreaterThan(1);
  });

  it('says in a sentence that ingest is away, and takes reports again when it is back', async () => {
    await cluster.kill('ingest');
    const refused = await ask(cluster.url, '/api/v1/feeds/jma-xml', { method: 'POST', body: telegram() });
    expect(refused.status).toBe(503);
    expect((await refused.json()) as Problem).toMatchObject({ code: 'ingest.unavailable' });
    // Two who want the same: one process comes of it.
    await Promise.all([cluster.restart('ingest'), cluster.restart('ingest')]);
    await seen(await post());
  });

  it('hands an agency its changes on Kafka though delivery dies: none is missing, and what comes twice has one id', async () => {
    const dir = path.join(folder.path, 'kafka');
    const printed = command('infra/kafka/add-agency.mjs', ['demo-agency', '--dir', dir]);
    expect(printed).toContain('--topic agency.demo-agency --group demo-agency');
    const headers = { authorization: `Bearer ${await token('demo-agency')}`, connection: 'close' };
    const owner = { organisation: '見本県', purpose: '地図', contact: 'bousai@example.jp' };
    const made = await fetch(`${cluster.url}/api/v1/subscriptions`, {
      ...{ method: 'POST', headers: { ...headers, 'content-type': 'application/json' } },
      body: JSON.stringify({ interest: { exercise: false }, owner, channel: { type: 'kafka' } }),
    });
    const { id, kafka } = ((await made.json()) as SubscriptionReply).subscription;
    const file = path.join(dir, 'agency-demo-agency.properties');
    const heard: string[] = [];
    const { topic, brokers, group } = kafka!;
    const listener = listen({ topic, brokers, group, file, heard: (record) => heard.push(record.headers['ce_id']!) });
    const account = async (): Promise<DeliveryAccount> =>
      ((await (await fetch(`${cluster.url}/api/v1/subscriptions/${id}`, { headers })).json()) as Subscription).account;
    try {
      for (let round = 0; round < 3; round += 1) {
        const before = heard.length;
        await Promise.all([post(), post(), post()]);
        await eventually(
          () => Promise.resolve(heard.length),
          (length) => length > before,
        );
        await cluster.kill('delivery');
        await post();
        await cluster.restart('delivery');
      }
      const { lastSequence } = await eventually(
        account,
        (now) => now.waiting === 0 && heard.includes(`${id}.${now.lastSequence}`) && now.lastSequence >= 12,
      );
      const numbers = Array.from({ length: lastSequence }, (_, index) => `${id}.${index + 1}`);
      const changes = heard.filter((each) => !each.includes('.state.'));
      expect([...new Set(changes)]).toEqual(numbers);
      process.stdout.write(`  ${changes.length - lastSequence} of ${lastSequence} changes came twice\n`);
    } finally {
      await listener.stop();
    }
  });

  it('starts a database again, whether it died, or whoever looks after it, or both', async () => {
    const file = path.join(folder.path, 'postgres/data/postmaster.pid');
    const pid = (): number => (existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0);
    const keeper = (): number => cluster.members.find(({ name }) => name === 'postgres')!.member.pid!;
    const deaths = [
      () => void process.kill(pid(), 'SIGKILL'),
      () => void process.kill(keeper(), 'SIGKILL'),
      () => cluster.kill('postgres').then(() => cluster.restart('postgres')),
    ];
    for (const die of deaths) {
      const before = pid();
      await die();
      await eventually(
        () => Promise.resolve(pid()),
        (now) => now !== 0 && now !== before && isRunning(now),
      );
    }
    // Whoever was refused meanwhile sends it again.
    const hazard = await eventually(
      () => post().catch(() => null),
      (told) => told !== null,
    );
    await seen(hazard!);
  });

  it('is restarted process by process, a broker too, and nobody who reports or watches loses or doubles anything', async () => {
    const client = watch(cluster.url);
    const told: string[] = [];
    let rolling = true;
    const report = async (): Promise<void> => {
      while (rolling) {
        const body = telegram();
        for (let status = 0; status !== 202;) {
          const reply = await ask(cluster.url, '/api/v1/feeds/jma-xml', { method: 'POST', body }).catch(() => null);
          status = reply?.status ?? 0;
          if (status === 202) told.push(/<EventID>(\d+)/.exec(body)![1]!);
          else await pause(200);
        }
        await pause(100);
      }
    };
    // Several at once: what they say goes to several brokers in one batch, one of which is on its way out.
    const reporting = Promise.all(Array.from({ length: REPORTERS }, report));
    await cluster.restartInTurn(['kafka-2', 'aggregator-1', 'aggregator-2', 'ingest', 'gateway-1', 'gateway-2']);
    rolling = false;
    await reporting;
    expect(told.length).toBeGreaterThan(0);
    await eventually(
      async () => [client.content(), await picture(cluster.url)],
      ([mine, all]) => told.every((event) => all!.some((text) => text.includes(event))) && mine!.join() === all!.join(),
    );
  });

  it('goes on where it was when all of it is stopped and started again', async () => {
    const before = await picture(cluster.url);
    await cluster.stop();
    await begin();
    expect(await picture(cluster.url)).toEqual(before);
    await seen(await post());
  });

  it('leaves nothing running when its launcher is killed', async () => {
    const member = path.resolve('infra/cluster/member.mjs');
    const settings = { dir: path.join(folder.path, 'orphan') };
    const script = `
      import { Member } from ${JSON.stringify(member)};
      const postgres = new Member({ name: 'postgres', program: 'postgres', settings: ${JSON.stringify(settings)}, say: () => {} });
      await postgres.start();
      console.log(postgres.pid);`;
    const launcher = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((said) =>
      launcher.stdout.once('data', (chunk: Buffer) => said(Number(String(chunk)))),
    );
    expect(isRunning(-pid)).toBe(true);
    launcher.kill('SIGKILL');
    await eventually(
      () => Promise.resolve(isRunning(-pid)),
      (running) => !running,
    );
  });
});

/** The process itself, or with `-pid` its whole group. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
