import { loadPolicies, principalOf, type Principal } from '@hinomi/access';
import {
  encodeClaim,
  encodeRemove,
  encodeUpsert,
  type Cursor,
  type FeatureId,
  type FeatureV1,
  type Heartbeat,
  type Instant,
  type InterestV1,
  type LogRecord,
  type NewRecord,
  type PictureDeltaV1,
  type WatchReply,
} from '@hinomi/contracts';
import { boundsOf } from '@hinomi/geo';
import { LivePicture } from './live-picture.js';
import { PictureView } from './picture-view.js';
import { feature, recordAt } from './samples.suite.js';
import { WatchDesk, WATCH_WAIT_MS, type WatchingMember } from './watch-desk.js';

const policies = loadPolicies();

/** Records younger than this survive compaction, as the topic's retention says. */
const YOUNG_RECORDS = 12;

/** The picture topic as several gateways read it. The feature's `version` is its offset, so that time has one order. */
export class ModelLog {
  private readonly records: (LogRecord | null)[] = [recordAt(0, encodeClaim('writer'))];

  get end(): number {
    return this.records.length;
  }

  put(id: string, over: Partial<Omit<FeatureV1, 'id'>>): void {
    this.append(encodeUpsert(feature({ ...over, id, version: this.end }), 0));
  }

  drop(id: string): void {
    this.append(encodeRemove(id as FeatureId, 0));
  }

  at(offset: number): LogRecord | null {
    return this.records[offset] ?? null;
  }

  /**
   * Drops old records that a later one supersedes, and old tombstones. Not what a running gateway has yet to read: none is
   * a week behind.
   */
  compact(readByAll: number): void {
    const latest = new Map(this.records.flatMap((record, offset) => (record ? [[record.key, offset] as const] : [])));
    for (let offset = 0; offset < Math.min(this.end - YOUNG_RECORDS, readByAll); offset++) {
      const record = this.records[offset];
      if (record && (record.value === null || latest.get(record.key) !== offset)) this.records[offset] = null;
    }
  }

  private append(record: NewRecord): void {
    this.records.push(recordAt(this.end, record));
  }
}

type Message =
  | { event: 'answer'; payload: WatchReply }
  | { event: 'delta'; payload: PictureDeltaV1 }
  | { event: 'heartbeat'; payload: Heartbeat };

/** A socket whose network the test controls. */
export class ModelSocket implements WatchingMember {
  readonly inbox: Message[] = [];
  readonly rooms = new Set<string>();
  stalled = false;

  constructor(readonly id: string) {}

  isFull(): boolean {
    return this.stalled;
  }

  send(payload: PictureDeltaV1): void {
    this.inbox.push({ event: 'delta', payload });
  }

  join(key: string): void {
    this.rooms.add(key);
  }

  leave(key: string): void {
    this.rooms.delete(key);
  }
}

/** One gateway process: the real classes, with a network and timers the test controls. */
export class ModelGateway {
  readonly sockets = new Map<string, ModelSocket>();
  desk!: WatchDesk;
  private picture!: LivePicture;
  private next = 0;
  private due: (() => void)[] = [];

  constructor(private readonly log: ModelLog) {
    this.restart();
  }

  get position(): number {
    return this.next;
  }

  /** Everybody is cut off, and the memory is read again from what compaction left. */
  restart(): void {
    this.sockets.clear();
    this.due = [];
    this.next = 0;
    this.picture = new LivePicture({
      realm: 'real',
      logId: 'log',
      boundsOf: ({ geometry }) => geometry && boundsOf(geometry),
      schedule: {
        soon: (action) => void this.due.push(action),
        later: (action, afterMs) => {
          if (afterMs !== WATCH_WAIT_MS) this.due.push(action);
          return () => undefined;
        },
      },
      broadcast: (key, message, except) => {
        for (const socket of this.sockets.values()) {
          if (socket.rooms.has(key) && !except.includes(socket.id)) socket.inbox.push(message);
        }
      },
    });
    this.desk = new WatchDesk(() => this.picture, policies);
    const end = this.log.end;
    this.read(end);
    this.picture.finishCatchUp(end);
  }

  read(count: number): void {
    for (let n = 0; n < count && this.next < this.log.end; n++) {
      const record = this.log.at(this.next++);
      if (record) this.picture.take(record);
    }
  }

  runTimers(): void {
    for (const action of this.due.splice(0)) action();
  }

  beat(): void {
    this.picture.audiences.beat({ at: '' as Instant, lastReportAt: null, lastRealAlertAt: null });
  }

  snapshot(interest: InterestV1, principal: Principal): { versions: Map<string, number>; cursor: Cursor } {
    const view = new PictureView(this.picture, interest, principal, policies);
    const entries = [...this.picture.memory.seenBy(view.sees)];
    return {
      versions: new Map(entries.map(({ feature: { id, version } }) => [id, version])),
      cursor: view.cursorAt(this.picture.memory.position),
    };
  }
}

let socketCount = 0;

/** A browser that follows the delta rules and nothing else; it fails when a feature goes back in time. */
export class ModelBrowser {
  shown = new Map<string, number>();
  private cursor: Cursor | null = null;
  private readonly newestEver = new Map<string, number>();
  private readonly principal: Principal;
  private socket: ModelSocket;
  private isWaiting = false;

  constructor(
    private gateway: ModelGateway,
    public interest: InterestV1,
    role: Principal['role'],
  ) {
    const expiresAt = '2099-01-01T00:00:00.000Z' as Instant;
    this.principal = principalOf({ role, expiresAt });
    this.socket = this.connectTo(gateway);
  }

  get hasMail(): boolean {
    return this.socket.inbox.length > 0;
  }

  /** The old connection is gone with everything on its way. */
  reconnect(gateway: ModelGateway): void {
    this.gateway.desk.close(this.socket.id);
    this.gateway.sockets.delete(this.socket.id);
    this.gateway = gateway;
    this.socket = this.connectTo(gateway);
  }

  isOn(gateway: ModelGateway): boolean {
    return this.gateway === gateway;
  }

  changeInterest(interest: InterestV1): void {
    this.interest = interest;
    this.watch();
  }

  stall(stalled: boolean): void {
    this.socket.stalled = stalled;
    if (!stalled) this.gateway.desk.drained(this.socket.id);
  }

  /** The network loses a delta or heartbeat that is on its way. */
  lose(): void {
    const index = this.socket.inbox.findIndex(({ event }) => event !== 'answer');
    if (index >= 0) this.socket.inbox.splice(index, 1);
  }

  receive(count: number): void {
    for (const message of this.socket.inbox.splice(0, count)) this.hear(message);
  }

  expected(): Map<string, number> {
    return this.gateway.snapshot(this.interest, this.principal).versions;
  }

  private connectTo(gateway: ModelGateway): ModelSocket {
    const socket = new ModelSocket(`s${socketCount++}`);
    gateway.sockets.set(socket.id, socket);
    gateway.desk.open(socket, this.principal);
    this.socket = socket;
    this.watch();
    return socket;
  }

  private watch(): void {
    const { socket, interest, cursor } = this;
    this.isWaiting = true;
    const asked = { interest, cursor };
    void this.gateway.desk.watch(socket.id, asked, (payload) => {
      if (payload.outcome === 'refused' && payload.code === 'request.invalid') return;
      socket.inbox.push({ event: 'answer', payload });
    });
  }

  private hear(message: Message): void {
    if (message.event === 'answer') return this.hearAnswer(message.payload);
    if (this.isWaiting) return;
    if (message.event === 'heartbeat') {
      if (message.payload.cursor !== this.cursor) this.watch();
    } else if (message.payload.from === this.cursor) this.apply(message.payload);
    else this.watch();
  }

  private hearAnswer(answer: WatchReply): void {
    if (answer.outcome === 'refused') throw new Error(`refused: ${answer.code} ${answer.message}`);
    if (answer.outcome === 'watching') {
      // The answer to a watch that a newer one has overtaken.
      if (answer.delta.from !== this.cursor) return;
      this.isWaiting = false;
      return this.apply(answer.delta);
    }
    const { versions, cursor } = this.gateway.snapshot(this.interest, this.principal);
    for (const [id, version] of versions) this.checkOrder(id, version);
    this.shown = versions;
    this.cursor = cursor;
    this.watch();
  }

  private apply({ cursor, upserts, removes }: PictureDeltaV1): void {
    for (const id of removes) this.shown.delete(id);
    for (const { id, properties } of upserts) {
      this.checkOrder(id, properties.version);
      this.shown.set(id, properties.version);
    }
    this.cursor = cursor;
  }

  private checkOrder(id: string, version: number): void {
    const newest = this.newestEver.get(id) ?? 0;
    if (version < newest) throw new Error(`${id} went back from ${newest} to ${version}`);
    this.newestEver.set(id, version);
  }
}
