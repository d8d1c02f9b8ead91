import {
  instantFromMillis,
  millisOf,
  type FeatureV1,
  type PictureChangesV1,
  type PictureClock,
} from '@hinomi/contracts';
import { PastStretch } from './past-stretch.js';

/** Milliseconds since 1970, on the hub's clock. */
export interface Track {
  fromMs: number;
  toMs: number;
}

export interface PastView {
  /** `known`: what the hub knew; `valid`: what was so, by what is known today. */
  clock: PictureClock;
  track: Track;
  /** Where the hand of the slider is; `features` follow it while `asking`. */
  atMs: number;
  /** The moment that `features` are of; null before the first answer. */
  shownMs: number | null;
  features: ReadonlyMap<string, FeatureV1>;
  state: 'asking' | 'shown' | 'failed';
  playing: boolean;
  /** Seconds of the past in a second. */
  speed: number;
  /** Before this moment versions may be missing; null = nothing was recorded. */
  completeFromMs: number | null;
  /** See `HistoryReach`. */
  sensorsEverySeconds: number | null;
}

export interface PastQuestion {
  clock: PictureClock;
  from: string;
  to: string;
  cursor: string | null;
}

export type AskPast = (question: PastQuestion) => Promise<PictureChangesV1>;

export const SPEEDS = [1, 10, 60, 300, 1800] as const;
const FIRST_SPEED = 60;
/** So many seconds of playing before the known changes end, the next are asked for. */
const AHEAD_SECONDS = 4;

/** Moves through the past of one realm. Outside React: it is told what to do, and says what is shown. */
export class PastPlayer {
  private view: PastView;
  private readonly listeners = new Set<() => void>();
  private stretch: PastStretch | null = null;
  private fetching = false;
  /** Seeks while an answer is awaited: only the newest counts. */
  private wanted: number | null = null;
  private closed = false;
  /** What the running stretch was asked with: its cursor belongs to exactly this question. */
  private beginning: Track = { fromMs: 0, toMs: 0 };

  constructor(
    private readonly ask: AskPast,
    track: Track,
    atMs: number,
  ) {
    this.view = {
      clock: 'known',
      track,
      atMs: within(track, atMs),
      shownMs: null,
      features: new Map(),
      state: 'asking',
      playing: false,
      speed: FIRST_SPEED,
      completeFromMs: null,
      sensorsEverySeconds: null,
    };
    this.seek(atMs);
  }

  readonly current = (): PastView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** To any moment of the track. */
  seek(toMs: number): void {
    const atMs = Math.round(within(this.view.track, toMs));
    this.change({ atMs, state: this.view.state === 'failed' ? 'asking' : this.view.state });
    if (this.reaches(atMs)) {
      this.wanted = null;
      this.showAt(atMs);
      return;
    }
    this.change({ state: 'asking' });
    this.wanted = atMs;
    void this.fetch();
  }

  step(byMs: number): void {
    this.pause();
    this.seek(this.view.atMs + byMs);
  }

  /** From where it is; from the beginning of the track when it is at its end. */
  play(): void {
    const { track, atMs } = this.view;
    if (atMs >= track.toMs) this.seek(track.fromMs);
    this.change({ playing: true });
  }

  pause(): void {
    if (this.view.playing) this.change({ playing: false });
  }

  setSpeed(speed: number): void {
    this.change({ speed });
  }

  setClock(clock: PictureClock): void {
    if (clock === this.view.clock) return;
    this.stretch = null;
    this.change({ clock });
    this.seek(this.view.atMs);
  }

  /** Another stretch of time; the hand stays where it is when that lies in it. */
  setTrack(track: Track): void {
    this.stretch = null;
    this.change({ track });
    this.seek(this.view.atMs);
  }

  /** Asks again for what failed. */
  retry(): void {
    this.stretch = null;
    this.seek(this.view.atMs);
  }

  /** So much time passed in front of the screen. While the next changes are not here, the past stands still. */
  tick(elapsedMs: number): void {
    const { playing, speed, atMs, track, state } = this.view;
    if (!playing || state !== 'shown' || this.stretch === null) return;
    const end = this.stretch.next === null ? track.toMs : Math.min(track.toMs, this.stretch.upToMs);
    const toMs = Math.min(end, atMs + elapsedMs * speed);
    if (toMs > atMs) this.showAt(toMs);
    if (toMs >= track.toMs) this.pause();
    else if (this.stretch.next !== null && this.stretch.upToMs < toMs + AHEAD_SECONDS * 1000 * speed) void this.fetch();
  }

  close(): void {
    this.closed = true;
    this.listeners.clear();
  }

  private reaches(atMs: number): boolean {
    const { stretch } = this;
    const { shownMs } = this.view;
    return stretch !== null && shownMs !== null && atMs >= shownMs && atMs <= stretch.upToMs;
  }

  private showAt(atMs: number): void {
    this.stretch?.advance(atMs);
    this.change({ atMs, shownMs: atMs, features: this.stretch?.features ?? this.view.features, state: 'shown' });
  }

  /** One question at a time: for the newest moment that is wanted, else for what follows. */
  private async fetch(): Promise<void> {
    if (this.fetching || this.closed) return;
    this.fetching = true;
    const { clock, track } = this.view;
    const atMs = this.wanted;
    this.wanted = null;
    const { stretch } = this;
    const cursor = atMs === null ? (stretch?.next ?? null) : null;
    try {
      if (atMs !== null) await this.begin(clock, track, atMs);
      else if (stretch !== null && cursor !== null) await this.goOn(stretch, clock, track, cursor);
    } catch {
      if (this.wanted === null) this.change({ state: 'failed', playing: false });
    } finally {
      this.fetching = false;
    }
    if (this.wanted !== null) void this.fetch();
  }

  private async begin(clock: PictureClock, track: Track, atMs: number): Promise<void> {
    const page = await this.ask({
      clock,
      from: instantFromMillis(atMs),
      to: instantFromMillis(track.toMs),
      cursor: null,
    });
    const { view } = this;
    // The hand may be back meanwhile where the changes are known.
    if (this.closed || view.state !== 'asking' || clock !== view.clock || track !== view.track) return;
    this.beginning = { fromMs: atMs, toMs: track.toMs };
    this.stretch = new PastStretch(page);
    this.change({
      completeFromMs: page.historyCompleteFrom === null ? null : millisOf(page.historyCompleteFrom),
      sensorsEverySeconds: page.sensorsEverySeconds ?? null,
    });
    if (this.wanted === null || this.wanted >= atMs) this.change({ shownMs: atMs, features: this.stretch.features });
    if (this.wanted === null) this.change({ state: 'shown' });
  }

  private async goOn(stretch: PastStretch, clock: PictureClock, track: Track, cursor: string): Promise<void> {
    const { fromMs, toMs } = this.beginning;
    const page = await this.ask({ clock, from: instantFromMillis(fromMs), to: instantFromMillis(toMs), cursor });
    if (this.closed || stretch !== this.stretch || track !== this.view.track) return;
    stretch.add(page);
  }

  private change(part: Partial<PastView>): void {
    this.view = { ...this.view, ...part };
    for (const listener of this.listeners) listener();
  }
}

function within({ fromMs, toMs }: Track, ms: number): number {
  return Math.min(toMs, Math.max(fromMs, ms));
}
