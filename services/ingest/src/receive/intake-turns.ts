import { HubError, type FeedFormat } from '@hinomi/contracts';
import { QueueLevel, type QueueState } from '@hinomi/service-kit';

/** What waits for nothing of the other lanes. */
export type IntakeLane = 'urgent' | 'telegrams' | 'readings' | 'tables';

export interface LaneBounds {
  /** Reports being read and appended at a time. */
  atWork: number;
  waiting: number;
}

/**
 * Telegrams at work share the log's commits; readings are hundreds a post, and are read where telegrams are, so that few at a time
 * keep the wait between two of them short. A table may take minutes in its thread.
 */
const BOUNDS: Readonly<Record<IntakeLane, LaneBounds>> = {
  urgent: { atWork: 64, waiting: 1_000 },
  telegrams: { atWork: 64, waiting: 2_000 },
  readings: { atWork: 8, waiting: 400 },
  tables: { atWork: 16, waiting: 100 },
};

const LANE_OF: Readonly<Record<FeedFormat, IntakeLane>> = {
  'jma-xml': 'telegrams',
  cap: 'telegrams',
  gdacs: 'telegrams',
  p2pquake: 'telegrams',
  'usgs-geojson': 'telegrams',
  // A page of another hub may hold what is urgent, and a hub is asked for one at a time.
  'hinomi-facts': 'telegrams',
  sensorthings: 'readings',
  'sensor-json': 'readings',
  csv: 'tables',
  geojson: 'tables',
  json: 'tables',
  'population-csv': 'tables',
  'sip4d-zip': 'tables',
};

/** Read where it is received, and small: what a flood of anything else must not hold up. */
export function isTelegramFormat(format: FeedFormat): boolean {
  return LANE_OF[format] === 'telegrams';
}

/** The head of a telegram names what it is. */
const HEAD_BYTES = 2_048;
const URGENT: Partial<Record<FeedFormat, RegExp>> = {
  'jma-xml': /緊急地震速報|津波|特別警報|氾濫発生/,
  p2pquake: /"code"\s*:\s*(?:552|554|556)\b/,
  cap: /Extreme/,
};
/** An alert says how bad it is after who sent it. */
const ALERT_BYTES = 16_384;

/**
 * The lane of bytes, by their format and their first words. A look, not a judgement: what is urgent is decided where the report is
 * read, and a wrong lane costs a wait.
 */
export function laneOf(format: FeedFormat, bytes: Uint8Array): IntakeLane {
  const urgent = URGENT[format];
  if (urgent === undefined) return LANE_OF[format];
  const head = bytes.subarray(0, format === 'cap' ? ALERT_BYTES : HEAD_BYTES);
  return urgent.test(new TextDecoder().decode(head)) ? 'urgent' : LANE_OF[format];
}

class Lane {
  readonly atWork: QueueLevel;
  readonly waiting: QueueLevel;
  private readonly line: (() => void)[] = [];

  constructor(
    readonly name: IntakeLane,
    { atWork, waiting }: LaneBounds,
  ) {
    this.atWork = new QueueLevel(`intake.${name}-at-work`, atWork);
    this.waiting = new QueueLevel(`intake.${name}`, waiting);
  }

  async take(): Promise<() => void> {
    if (!this.atWork.fits(1)) await this.turn();
    else this.atWork.add(1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.line.shift();
      // The place goes on to whoever waits longest.
      if (next === undefined) return this.atWork.remove(1);
      this.waiting.remove(1);
      next();
    };
  }

  private turn(): Promise<void> {
    if (!this.waiting.fits(1)) {
      this.waiting.noteFull();
      const why = `${this.waiting.size} ${this.name} wait to be read; send it again`;
      throw new HubError('ingest.unavailable', why, { retryable: true });
    }
    this.waiting.add(1);
    return new Promise((resolve) => this.line.push(resolve));
  }
}

/** Whose turn it is to be read and appended: each lane has its own places, so that a flood of one is in nobody else's way. */
export class IntakeTurns {
  private readonly lanes: Readonly<Record<IntakeLane, Lane>>;

  constructor(bounds: Partial<Record<IntakeLane, LaneBounds>> = {}) {
    const lane = (name: IntakeLane): Lane => new Lane(name, bounds[name] ?? BOUNDS[name]);
    const [urgent, telegrams, readings, tables] = [lane('urgent'), lane('telegrams'), lane('readings'), lane('tables')];
    this.lanes = { urgent, telegrams, readings, tables };
  }

  get states(): QueueState[] {
    return Object.values(this.lanes).flatMap(({ atWork, waiting }) => [atWork.state, waiting.state]);
  }

  /** Resolves when it is this report's turn; call what it answers when it is through. `ingest.unavailable`, retryable, when too many wait. */
  take(lane: IntakeLane): Promise<() => void> {
    return this.lanes[lane].take();
  }
}
