import {
  HubError,
  PictureReader,
  type FeatureV1,
  type Instant,
  type LogRecord,
  type PictureChange,
  type Realm,
} from '@hinomi/contracts';
import { type AppliedChange, PictureMemory, type PlaceOf } from '@hinomi/interest';
import { HazardLevels } from '../decisions/hazard-levels.js';
import { PlaceFinder } from '../find/place-finder.js';
import type { Municipalities } from '../rollups/municipalities.js';
import { RollupIndex } from '../rollups/rollup-index.js';
import { SiteTiles } from '../tiles/site-tiles.js';
import type { Broadcast } from './audience.js';
import { Audiences } from './audiences.js';
import type { FlushSchedule } from './flush-schedule.js';

/** Shown over a drill when a real hazard of this severity appears or grows. */
const ALERT_SEVERITY = 3;

export interface LivePictureOptions {
  realm: Realm;
  logId: string;
  placeOf: PlaceOf<FeatureV1>;
  municipalities: Municipalities;
  schedule: FlushSchedule;
  broadcast: Broadcast;
}

interface Waiter {
  position: number | 'caught-up';
  resolve: (reached: boolean) => void;
}

/** One realm's picture as it stands now, who watches it, and who waits for it. */
export class LivePicture {
  readonly realm: Realm;
  readonly logId: string;
  readonly memory: PictureMemory;
  readonly audiences: Audiences;
  readonly tiles = new SiteTiles();
  readonly finder = new PlaceFinder();
  readonly levels = new HazardLevels();
  readonly rollups: RollupIndex;
  private readonly reader = new PictureReader();
  private readonly schedule: FlushSchedule;
  private readonly waiters = new Set<Waiter>();
  private caughtUp = false;
  private unreadable = 0;
  private alertAt: Instant | null = null;
  private readonly listeners: ((applied: AppliedChange, record: LogRecord) => void)[] = [];

  constructor({ realm, logId, placeOf, municipalities, schedule, broadcast }: LivePictureOptions) {
    this.realm = realm;
    this.logId = logId;
    this.schedule = schedule;
    this.memory = new PictureMemory(placeOf);
    this.rollups = new RollupIndex(municipalities);
    this.audiences = new Audiences(() => this.memory.position, schedule, broadcast);
  }

  get isCaughtUp(): boolean {
    return this.caughtUp;
  }

  /** Records of the topic that were not the picture's; each is passed over. */
  get unreadableCount(): number {
    return this.unreadable;
  }

  /** See `Heartbeat.lastRealAlertAt`. */
  get lastAlertAt(): Instant | null {
    return this.alertAt;
  }

  /** Hears every change from the first record on; for whoever is there before the log is read. */
  hear(listener: (applied: AppliedChange, record: LogRecord) => void): void {
    this.listeners.push(listener);
  }

  /** Returns why a record was passed over, or `null`. */
  take(record: LogRecord): HubError | null {
    let change: PictureChange | null = null;
    let refused: HubError | null = null;
    try {
      change = this.reader.read(record);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      refused = error;
      this.unreadable++;
    }
    const applied = this.memory.apply(record.offset, change);
    if (applied !== null) {
      this.noteAlert(applied);
      this.tiles.note(applied);
      this.rollups.note(applied);
      this.finder.note(applied);
      this.levels.note(applied);
      this.audiences.note(applied);
      for (const hear of this.listeners) hear(applied, record);
    }
    this.wakeWaiters();
    return refused;
  }

  /** Everything below `end` was there when the tail began; what was not delivered of it is compacted away. */
  finishCatchUp(end: number): void {
    this.memory.reach(end);
    this.caughtUp = true;
    this.wakeWaiters();
  }

  /** True once the position is reached (delta rule D5), false when it takes longer than the limit. */
  reached(position: number | 'caught-up', limitMs: number): Promise<boolean> {
    if (this.isPast(position)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const giveUp = this.schedule.later(() => {
        this.waiters.delete(waiter);
        resolve(false);
      }, limitMs);
      const waiter: Waiter = {
        position,
        resolve: (reached) => {
          giveUp();
          resolve(reached);
        },
      };
      this.waiters.add(waiter);
    });
  }

  private isPast(position: number | 'caught-up'): boolean {
    return this.caughtUp && (position === 'caught-up' || position <= this.memory.position);
  }

  private wakeWaiters(): void {
    for (const waiter of this.waiters) {
      if (!this.isPast(waiter.position)) continue;
      this.waiters.delete(waiter);
      waiter.resolve(true);
    }
  }

  private noteAlert({ before, after }: AppliedChange): void {
    if (!this.caughtUp || after === null) return;
    const { kind, severity, recordedAt } = after.feature;
    if (kind !== 'hazard' || severity < ALERT_SEVERITY || severity <= (before?.feature.severity ?? -1)) return;
    if (this.alertAt === null || recordedAt > this.alertAt) this.alertAt = recordedAt;
  }
}
