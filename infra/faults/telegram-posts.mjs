/** Telegrams of earthquakes that keep changing, at a steady rate, some of them of an exercise and some strong. */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { instantFromMillis } from '@hinomi/contracts';
import { sampleTelegram } from '../../services/ingest/dist/drill/sample-telegrams.js';

const FIRST_EVENT = 20_300_101_000_000;
/** So many earthquakes of each realm: the picture stays small, and each changes often. */
const HAZARDS = 60;
const STRONG_EVERY = 12;
const EXERCISE_EVERY = 5;
/** Posts under way: beyond it the rate gives way, as with any caller that waits for answers. */
const LANES = 24;
const BEGIN_BEFORE_MS = 3 * 3_600_000;

export class TelegramPosts {
  constructor({ door, ledger, rate }) {
    Object.assign(this, { door, ledger, rate, next: 0, running: [] });
    const at = instantFromMillis(Date.now());
    this.began = Date.now() - BEGIN_BEFORE_MS;
    this.texts = Object.fromEntries(
      ['通常', '訓練'].map((status) => [
        status,
        new TextDecoder().decode(sampleTelegram('earthquake', { at, status, cancel: false })),
      ]),
    );
  }

  start() {
    this.stopped = false;
    const begun = Date.now();
    const first = this.next;
    this.running = Array.from({ length: LANES }, async () => {
      while (!this.stopped) {
        const due = begun + ((this.next - first) * 1_000) / this.rate;
        if (due > Date.now()) await pause(Math.min(due - Date.now(), 100));
        else await this.post((this.next += 1));
      }
    });
  }

  /** Resolves when everything under way is answered. */
  async stop() {
    this.stopped = true;
    await Promise.all(this.running);
  }

  async post(index) {
    const body = this.telegram(index);
    const reply = await this.door.insist('demo-operator', 'POST', '/api/v1/feeds/jma-xml', body);
    if (reply === null) return;
    if (reply.status !== 202) return this.ledger.refused(`telegram ${index}`, reply);
    const { rawId, accepted } = reply.json();
    const sha256 = createHash('sha256').update(body).digest('hex');
    this.ledger.posts.push({ index, sha256, rawId, events: accepted.map(({ id }) => id) });
  }

  telegram(index) {
    const isExercise = index % EXERCISE_EVERY === 0;
    const isStrong = (Math.floor(index / HAZARDS) + (index % HAZARDS)) % STRONG_EVERY === 0;
    const at = new Date(this.began + Math.floor(index / HAZARDS) * 1_000).toISOString();
    const text = this.texts[isExercise ? '訓練' : '通常']
      .replace(/(?<=<EventID>)\d+/, String(FIRST_EVENT + (index % HAZARDS)))
      .replace(/(?<=<Serial>)\d+/, String(Math.floor(index / HAZARDS) + 1))
      .replace(/(?<=<ReportDateTime>)[^<]+/, at);
    return isStrong ? text : text.replaceAll(/(?<=<MaxInt>)[^<]+/g, '3');
  }
}
