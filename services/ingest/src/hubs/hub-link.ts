import {
  CHANGES_WAIT_SECONDS,
  DeliveryChannel,
  FactsPage,
  HubError,
  instantFromMillis,
  millisOf,
  SubscriptionId,
  type Instant,
} from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';
import { z } from 'zod';
import { pause } from '../pause.js';
import type { ReportDoor } from '../receive/receive-report.js';
import type { FeedHealth } from '../sources/feed-health.js';
import { withoutSecrets } from '../sources/present-credentials.js';
import { reportSourceOf, type HubSource } from '../sources/source.js';
import { decideReconnect } from '../stream/decide-reconnect.js';
import { AskHub, HubTrouble, read } from './ask-hub.js';

export interface HubLinkParts {
  source: HubSource;
  door: Pick<ReportDoor, 'receive'>;
  health: FeedHealth;
  /** This hub among hubs. */
  hubId: string;
  /** Up to where an earlier run has everything; null = it does not know, and the other hub says. */
  cursor: string | null;
  /** Who subscribes, as the other hub's people see it. */
  organisation: string;
  userAgent: string;
  now: () => Instant;
  random?: () => number;
}

const Subscriptions = z.object({
  subscriptions: z.array(
    z.object({
      id: SubscriptionId,
      channel: z.unknown(),
      interest: z.object({ exercise: z.boolean() }),
      status: z.string(),
    }),
  ),
});
const Made = z.object({ subscription: z.object({ id: SubscriptionId }) });
const Page = FactsPage.omit({ facts: true });

/** Whoever answers at once that there is nothing is not asked again at once. */
const LEAST_MS = 1_000;

const log = logOf('ingest');

/**
 * Subscribes to another hub and fetches its facts, page after page, each through the one door: its bytes are in `raw` with the cursor
 * after them, its events on their topics, before the next page is asked for.
 */
export class HubLink {
  private readonly hub: AskHub;
  private readonly stopping = new AbortController();
  private readonly wish: DeliveryChannel;
  private subscription: SubscriptionId | null = null;
  private cursor: string | null;
  private running: Promise<void> = Promise.resolve();
  /** In a row, up to now. */
  private failures = 0;

  constructor(private readonly parts: HubLinkParts) {
    const { source, userAgent, cursor } = parts;
    this.hub = new AskHub({ source, userAgent, ticks: () => performance.now() });
    this.wish = { type: 'facts', topics: source.topics };
    this.cursor = cursor;
  }

  start(): void {
    this.running = this.run();
  }

  /** A page that is in hand is finished. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** How far it is, for a link that takes its place. */
  get at(): string | null {
    return this.cursor;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const { source, health, now } = this.parts;
    while (!signal.aborted) {
      try {
        this.subscription ??= await this.subscribe();
        await this.takePage(this.subscription);
        this.failures = 0;
        health.success(source.id, now());
      } catch (error) {
        if (signal.aborted) return;
        await this.rest(error);
      }
    }
  }

  private async takePage(subscription: SubscriptionId): Promise<void> {
    const { source, door, hubId } = this.parts;
    const query = new URLSearchParams({ hub: hubId, wait: String(CHANGES_WAIT_SECONDS) });
    if (this.cursor !== null) query.set('since', this.cursor);
    const path = `/api/v1/subscriptions/${subscription}/facts?${query.toString()}`;
    const asked = performance.now();
    const bytes = await this.hub.get(path, this.stopping.signal, CHANGES_WAIT_SECONDS * 1_000);
    const { cursor, facts } = read(Page.extend({ facts: z.array(z.unknown()) }), bytes);
    if (facts.length > 0) {
      try {
        await door.receive(reportSourceOf(source), source.format, bytes, { entry: cursor });
      } catch (error) {
        // What cannot be read waits in quarantine, and holds up nothing.
        if (!(error instanceof HubError) || error.retryable) throw error;
      }
    }
    this.cursor = cursor;
    if (facts.length === 0) await pause(Math.max(0, asked + LEAST_MS - performance.now()), this.stopping.signal);
  }

  /** The subscription of this hub there: made once, and found again. */
  private async subscribe(): Promise<SubscriptionId> {
    const { source, organisation } = this.parts;
    const { signal } = this.stopping;
    const { subscriptions } = read(Subscriptions, await this.hub.get('/api/v1/subscriptions', signal));
    const found = subscriptions.find(({ channel, interest, status }) => {
      const read = DeliveryChannel.safeParse(channel);
      return (
        read.success && isSame(read.data, this.wish) && interest.exercise === source.exercise && status !== 'expired'
      );
    });
    if (found !== undefined) return found.id;
    const owner = { organisation, purpose: `Hinomi, source ${source.id}`, contact: organisation };
    const wish = { interest: { exercise: source.exercise }, owner, channel: this.wish };
    const made = read(Made, await this.hub.post('/api/v1/subscriptions', wish, signal));
    log.info('subscribed to another hub', { source: source.id, subscription: made.subscription.id });
    return made.subscription.id;
  }

  private async rest(error: unknown): Promise<void> {
    const { source, health, now, random = Math.random } = this.parts;
    const trouble = error instanceof HubTrouble ? error : null;
    // It may have been ended there, or the hub set up again; a cursor that it does not know is of no use.
    if (trouble?.message.startsWith('HTTP 4') === true) this.subscription = null;
    if (trouble?.message.startsWith('HTTP 400') === true) this.cursor = null;
    this.failures += 1;
    const why = error instanceof Error ? error.message : String(error);
    health.failure(source.id, now(), withoutSecrets(why, source.access));
    const pauseMs = decideReconnect(this.failures, random(), trouble?.retryAfterMs ?? null);
    health.nextPoll(source.id, instantFromMillis(millisOf(now()) + pauseMs));
    await pause(pauseMs, this.stopping.signal);
    health.nextPoll(source.id, null);
  }
}

function isSame(one: DeliveryChannel, other: DeliveryChannel): boolean {
  if (one.type !== 'facts' || other.type !== 'facts') return false;
  return [...one.topics].sort().join() === [...other.topics].sort().join();
}
