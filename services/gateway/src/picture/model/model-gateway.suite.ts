import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadPolicies, type Policies, type Principal } from '@hinomi/access';
import type {
  Cursor,
  Heartbeat,
  Instant,
  InterestV1,
  LogRecord,
  PictureDeltaV1,
  PictureSnapshot,
  Realm,
  WatchReply,
  WatchRequest,
} from '@hinomi/contracts';
import { placeOfGeometry } from '@hinomi/interest';
import { municipalitiesOf } from '../../rollups/rollup-world.suite.js';
import { LivePicture } from '../live-picture.js';
import { decodeCursor, encodeCursor, type CursorParts } from '../picture-cursor.js';
import { PictureView } from '../picture-view.js';
import { WatchDesk, WATCH_WAIT_MS, type WatchingMember } from '../watch-desk.js';
import type { Breakage } from './breakage.suite.js';
import type { ModelLog } from './model-log.suite.js';

/** The hub's own rules, and stricter ones that a gateway may have been restarted with. */
export const POLICIES: readonly Policies[] = [loadPolicies(), stricter()];

function stricter(): Policies {
  const theirs = path.resolve('infra/policies');
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-policies-'));
  for (const file of ['hinomi.cedarschema', 'labels.cedar', 'permissions.cedar']) {
    const text = readFileSync(path.join(theirs, file), 'utf8');
    writeFileSync(path.join(dir, file), text.replace('principal.role != "public"', 'principal.role == "operator"'));
  }
  const policies = loadPolicies(dir);
  rmSync(dir, { recursive: true });
  return policies;
}

export type Message =
  | { event: 'answer'; payload: WatchReply; to: number }
  | { event: 'delta'; payload: PictureDeltaV1 }
  | { event: 'heartbeat'; payload: Heartbeat };

/** A socket whose network the test controls. */
export class ModelSocket implements WatchingMember {
  readonly inbox: Message[] = [];
  readonly rooms = new Set<string>();
  stalled = false;

  constructor(
    readonly id: string,
    private readonly broken: Breakage | null,
  ) {}

  isFull(): boolean {
    return this.stalled;
  }

  send(delta: PictureDeltaV1): void {
    this.inbox.push({ event: 'delta', payload: this.broken === null ? delta : this.mergedWrong(delta) });
  }

  join(key: string): void {
    this.rooms.add(key);
  }

  leave(key: string): void {
    this.rooms.delete(key);
  }

  private mergedWrong(delta: PictureDeltaV1): PictureDeltaV1 {
    const { upserts, removes } = delta;
    if (this.broken === 'merge-keeps-last') return { ...delta, upserts: upserts.slice(-1), removes: removes.slice(-1) };
    if (this.broken !== 'merge-loses-last') return delta;
    return upserts.length > 0
      ? { ...delta, upserts: upserts.slice(0, -1) }
      : { ...delta, removes: removes.slice(0, -1) };
  }
}

/** One gateway process: the real classes, with a network and timers the test controls. */
export class ModelGateway {
  readonly sockets = new Map<string, ModelSocket>();
  desk!: WatchDesk;
  policies = POLICIES[0]!;
  private pictures!: Record<Realm, LivePicture>;
  private next: Record<Realm, number> = { real: 0, drill: 0 };
  private due: (() => void)[] = [];

  constructor(
    private readonly logs: Readonly<Record<Realm, ModelLog>>,
    private readonly broken: Breakage | null,
  ) {
    this.restart(this.policies);
  }

  position(realm: Realm): number {
    return this.next[realm];
  }

  /** Everybody is cut off, and the memory is read again from what compaction left. */
  restart(policies: Policies): void {
    this.policies = policies;
    this.sockets.clear();
    this.due = [];
    this.next = { real: 0, drill: 0 };
    this.pictures = { real: this.livePicture('real'), drill: this.livePicture('drill') };
    this.desk = new WatchDesk((exercise) => this.pictures[exercise ? 'drill' : 'real'], this.asked);
    for (const realm of ['real', 'drill'] as const) {
      const { end } = this.logs[realm];
      this.read(realm, end);
      this.pictures[realm].finishCatchUp(end);
    }
  }

  read(realm: Realm, count: number): void {
    const log = this.logs[realm];
    for (let n = 0; n < count && this.next[realm] < log.end; n++) {
      const record = log.at(this.next[realm]++);
      if (record) this.pictures[realm].take(this.asRead(record));
    }
  }

  runTimers(): void {
    for (const action of this.due.splice(0)) action();
  }

  beat(): void {
    for (const { audiences } of Object.values(this.pictures)) {
      audiences.beat({ at: '' as Instant, lastReportAt: null, lastRealAlertAt: null });
    }
  }

  open(socket: ModelSocket, principal: Principal): void {
    this.sockets.set(socket.id, socket);
    this.desk.open(socket, principal);
  }

  close(socket: ModelSocket): void {
    this.desk.close(socket.id);
    this.sockets.delete(socket.id);
  }

  /** As the desk is asked; a broken gateway reads another cursor than the one it was shown. */
  watch(socket: ModelSocket, principal: Principal, { interest, cursor }: WatchRequest, to: number): void {
    void this.desk.watch(socket.id, { interest, cursor: this.misread(cursor, interest, principal) }, (reply) => {
      if (reply.outcome === 'refused' && reply.code === 'request.invalid') return;
      socket.inbox.push({ event: 'answer', payload: this.misanswer(reply, cursor), to });
    });
  }

  snapshot(interest: InterestV1, principal: Principal): PictureSnapshot {
    const picture = this.pictures[interest.exercise ? 'drill' : 'real'];
    const view = new PictureView(picture, interest, principal, this.asked);
    const features = [...picture.memory.seenBy(view.sees)].map(({ geoJson }) => geoJson);
    if (this.broken === 'late-cursor') this.read(picture.realm, 2);
    return { type: 'FeatureCollection', features, cursor: view.cursorAt(picture.memory.position), at: '' as Instant };
  }

  /** Everything the memory holds, id to version. */
  held(realm: Realm): Map<string, number> {
    const entries = [...this.pictures[realm].memory.seenBy(() => true)];
    return new Map(entries.map(({ feature: { id, version } }) => [id, version]));
  }

  private get asked(): Policies {
    if (this.broken !== 'policies-not-asked') return this.policies;
    return { version: this.policies.version, permits: () => true, maySee: () => true } as unknown as Policies;
  }

  private livePicture(realm: Realm): LivePicture {
    const picture = new LivePicture({
      realm,
      logId: 'log',
      placeOf: ({ geometry }) => geometry && placeOfGeometry(geometry),
      municipalities: municipalitiesOf(),
      schedule: {
        soon: (action) => void this.due.push(action),
        later: (action, afterMs) => {
          if (afterMs !== WATCH_WAIT_MS) this.due.push(action);
          return () => undefined;
        },
      },
      broadcast: (key, message, except) => {
        const sent =
          message.event === 'delta' ? { ...message, payload: this.misstated(realm, message.payload) } : message;
        for (const socket of this.sockets.values()) {
          if (socket.rooms.has(key) && !except.includes(socket.id)) socket.inbox.push(sent);
        }
      },
    });
    if (this.broken === 'too-old-continued') Object.defineProperty(picture.memory, 'oldestPosition', { value: 0 });
    return picture;
  }

  private asRead(record: LogRecord): LogRecord {
    if (this.broken !== 'stale-writer-heard' || record.headers['epoch'] === undefined) return record;
    return { ...record, headers: { ...record.headers, epoch: String(Number.MAX_SAFE_INTEGER) } };
  }

  private misstated(realm: Realm, delta: PictureDeltaV1): PictureDeltaV1 {
    if (this.broken === 'removes-dropped') return { ...delta, removes: [] };
    if (this.broken !== 'leaving-ignored') return delta;
    return { ...delta, removes: delta.removes.filter((id) => this.pictures[realm].memory.find(id) === undefined) };
  }

  private misread(cursor: Cursor | null, interest: InterestV1, principal: Principal): Cursor | null {
    const parts = cursor === null ? null : decodeCursor(cursor);
    if (parts === null) return cursor;
    const picture = this.pictures[interest.exercise ? 'drill' : 'real'];
    const ground = new PictureView(picture, interest, principal, this.policies).ground();
    if (this.broken === 'no-catch-up' && parts.position > ground.position) return null;
    const ignored: Partial<CursorParts> =
      this.broken === 'policy-ignored'
        ? { policy: ground.policy }
        : this.broken === 'interest-ignored'
          ? { interest: ground.interest }
          : this.broken === 'attributes-ignored'
            ? { attributes: ground.attributes }
            : {};
    return encodeCursor({ ...parts, ...ignored });
  }

  private misanswer(reply: WatchReply, asked: Cursor | null): WatchReply {
    if (this.broken === null || reply.outcome !== 'watching') return reply;
    const removes = this.broken === 'answer-without-removes' ? [] : reply.delta.removes;
    return { ...reply, delta: { ...reply.delta, from: asked ?? reply.delta.from, removes } };
  }
}
