/** Agencies with subscriptions: half of them fetch, the others are sent to. */
import { setTimeout as pause } from 'node:timers/promises';
import { SubscriptionCopy } from './subscription-copy.mjs';

const CLIENT = 'demo-agency';
/** The client's limit is 20 requests a second, for all of them together. */
const REQUESTS_A_SECOND = 8;
const PAGE = 500;

const INTERESTS = [
  { exercise: false },
  { exercise: true },
  ...Array.from({ length: 8 }, () => ({ exercise: false, minSeverity: 4 })),
];

export class Subscribers {
  constructor({ door, count, endpoints }) {
    Object.assign(this, { door, endpoints, running: [] });
    this.all = Array.from({ length: count }, (_, number) => ({
      number,
      interest: INTERESTS[Math.floor(number / 2) % INTERESTS.length],
      isPull: number % 2 === 0,
      copy: new SubscriptionCopy(),
    }));
  }

  async subscribe() {
    for (const subscriber of this.all) {
      const { number, interest, isPull } = subscriber;
      const url = `http://127.0.0.1:${this.endpoints.port}/${number}`;
      const reply = await this.door.insist(CLIENT, 'POST', '/api/v1/subscriptions', {
        interest,
        owner: { organisation: `見本消防本部${number}`, purpose: '指令台の地図', contact: 'bousai@example.jp' },
        channel: isPull ? { type: 'pull' } : { type: 'webhook', url, batch: 100 },
        format: 'geojson',
      });
      if (reply.status >= 300) throw new Error(`a subscription was refused: ${reply.bytes}`);
      subscriber.id = reply.json().subscription.id;
    }
  }

  start() {
    this.stopped = false;
    const pulling = this.all.filter(({ isPull }) => isPull);
    const everyMs = (pulling.length * 1_000) / REQUESTS_A_SECOND;
    this.running = pulling.map(async (subscriber) => {
      await pause(Math.random() * everyMs);
      while (!this.stopped) {
        await this.pull(subscriber, 1);
        await pause(everyMs);
      }
    });
  }

  async stop() {
    this.stopped = true;
    await Promise.all(this.running);
  }

  /** Resolves to whether there was nothing more, after at most so many pages. */
  async pull({ id, copy }, pages) {
    for (let page = 0; page < pages; page += 1) {
      const path = `/api/v1/subscriptions/${id}/changes?since=${copy.sequence}&limit=${PAGE}`;
      const reply = await this.door.insist(CLIENT, 'GET', path);
      if (reply === null) return true;
      if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${reply.bytes}`);
      const { changes } = reply.json();
      if (changes.length === 0) return true;
      for (const change of changes) {
        if (change.operation === 'state') await this.fetchState(id, copy);
        else copy.change({ ...(change.feature ?? { id: change.featureId }), hinomi: change });
      }
    }
    return false;
  }

  async fetchState(id, copy) {
    const reply = await this.door.insist(CLIENT, 'GET', `/api/v1/subscriptions/${id}/state`);
    if (reply !== null) copy.state(reply.json());
  }

  /** What the hub says of each, and what each has; sends that failed are tried again at once. */
  async standings() {
    const sent = new Map((await this.endpoints.copies()).map((copy) => [copy.subscriber, copy]));
    const standings = [];
    for (const subscriber of this.all) {
      const { id, number, interest, isPull } = subscriber;
      if (isPull) await this.pull(subscriber, Infinity);
      const reply = await this.door.insist(CLIENT, 'GET', `/api/v1/subscriptions/${id}`);
      const copy = isPull
        ? { ...subscriber.copy, features: [...subscriber.copy.features.values()] }
        : sent.get(`/${number}`);
      const { account } = reply.json();
      if (!isPull && account.waiting > 0)
        await this.door.insist(CLIENT, 'POST', `/api/v1/subscriptions/${id}/resume`, {});
      standings.push({ id, number, interest, isPull, account, copy: copy ?? null });
    }
    return standings;
  }
}
