import { HubError, type Instant } from '@hinomi/contracts';
import { logOf, QueueLevel, type QueueState } from '@hinomi/service-kit';
import { pause } from '../pause.js';
import { MAX_REPORT_BYTES, type ReportDoor } from '../receive/receive-report.js';
import type { FeedHealth } from '../sources/feed-health.js';
import { withoutSecrets } from '../sources/present-credentials.js';
import { reportSourceOf, type MqttSource } from '../sources/source.js';
import { BrokerConnection, type BrokerMessage } from './broker-connection.js';

export interface MqttListenerParts {
  source: MqttSource;
  door: Pick<ReportDoor, 'receive' | 'receiveAll'>;
  health: FeedHealth;
  now: () => Instant;
  reconnectMs?: number;
  retryMs?: number;
}

/** Of one append: enough that a flood is written in few, few enough that an event is not held up. */
const BATCH = 500;
const BATCH_BYTES = 4 * 1024 * 1024;
/** Messages that wait; beyond it the broker's connection is not read. */
const WAITING = 2_000;
const WAITING_BYTES = 32 * 1024 * 1024;

/** What a listener holds, as a hub that listens to nothing says it. */
export function nothingHeard(): QueueState[] {
  return [new QueueLevel('mqtt.messages', WAITING).state, new QueueLevel('mqtt.bytes', WAITING_BYTES).state];
}

const RECONNECT_MS = 5_000;
const RETRY_MS = 1_000;

const log = logOf('ingest');

/** Readings from a broker into the log: in batches, each message acknowledged once what it says is there. */
export class MqttListener {
  private readonly connection: BrokerConnection;
  private readonly waiting: BrokerMessage[] = [];
  private readonly held = new QueueLevel('mqtt.messages', WAITING);
  private readonly heldBytes = new QueueLevel('mqtt.bytes', WAITING_BYTES);
  /** Whoever waits for room. */
  private blocked: (() => void)[] = [];
  private working: Promise<void> | null = null;
  private readonly stopping = new AbortController();

  constructor(private readonly parts: MqttListenerParts) {
    const { source, health, now, reconnectMs = RECONNECT_MS } = parts;
    this.connection = new BrokerConnection({
      source,
      reconnectMs,
      onMessage: (message, next) => this.take(message, next),
      onSubscribed: () => health.success(source.id, now()),
      onTrouble: (why) => health.failure(source.id, now(), withoutSecrets(why, source.access)),
    });
  }

  get states(): QueueState[] {
    return [this.held.state, this.heldBytes.state];
  }

  start(): void {
    this.connection.start();
  }

  /** What is in hand is finished; what waits is not acknowledged, and comes again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.waiting.length = 0;
    this.held.set(0);
    this.heldBytes.set(0);
    await this.working;
    await this.connection.stop();
  }

  private take(message: BrokerMessage, next: () => void): void {
    if (this.stopping.signal.aborted) return;
    if (this.isWorthReading(message)) this.hold(message);
    else message.acknowledge();
    if (this.held.size < this.held.bound && this.heldBytes.size < this.heldBytes.bound) next();
    else this.block(next);
    this.working ??= this.work().finally(() => (this.working = null));
  }

  private block(next: () => void): void {
    for (const level of [this.held, this.heldBytes]) if (level.size >= level.bound) level.noteFull();
    this.blocked.push(next);
  }

  private hold(message: BrokerMessage): void {
    this.waiting.push(message);
    this.held.add(1);
    this.heldBytes.add(message.payload.length);
  }

  /** An empty message takes back a retained one, and says nothing. */
  private isWorthReading({ topic, payload }: BrokerMessage): boolean {
    if (payload.length <= MAX_REPORT_BYTES) return payload.length > 0;
    const { source, health } = this.parts;
    log.warn('refused a message that is too large', { source: source.id, entry: topic, bytes: payload.length });
    health.refused(source.id);
    return false;
  }

  private async work(): Promise<void> {
    // What is already read of the connection comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const batch = this.nextBatch();
      if (!(await this.receive(batch))) return;
      for (const { acknowledge } of batch) acknowledge();
      const blocked = this.blocked;
      this.blocked = [];
      for (const next of blocked) next();
    }
  }

  private nextBatch(): BrokerMessage[] {
    let bytes = 0;
    const end = this.waiting.findIndex(({ payload }, index) => {
      bytes += payload.length;
      return index === BATCH || (index > 0 && bytes > BATCH_BYTES);
    });
    const batch = this.waiting.splice(0, end === -1 ? this.waiting.length : end);
    this.held.remove(batch.length);
    for (const { payload } of batch) this.heldBytes.remove(payload.length);
    return batch;
  }

  /** Tries until the log takes it; false when it is to stop before that. */
  private async receive(batch: readonly BrokerMessage[]): Promise<boolean> {
    const { source, health, now, retryMs = RETRY_MS } = this.parts;
    while (!this.stopping.signal.aborted) {
      try {
        await this.receiveOnce(batch);
        health.success(source.id, now());
        return true;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        health.failure(source.id, now(), `what it brings cannot be kept: ${why}`);
        await pause(retryMs, this.stopping.signal);
      }
    }
    return false;
  }

  private async receiveOnce(batch: readonly BrokerMessage[]): Promise<void> {
    const { source, door } = this.parts;
    const from = reportSourceOf(source);
    try {
      const messages = batch.map(({ payload, topic }) => ({ bytes: payload, entry: topic }));
      await door.receiveAll(from, source.format, messages);
    } catch (error) {
      if (!(error instanceof HubError) || error.retryable) throw error;
      // One of them is what the log never takes: alone it goes to quarantine, and holds up nobody.
      for (const { payload, topic } of batch) {
        await door.receive(from, source.format, payload, { entry: topic }).catch((cause: unknown) => {
          if (!(cause instanceof HubError) || cause.retryable) throw cause;
        });
      }
    }
  }
}
