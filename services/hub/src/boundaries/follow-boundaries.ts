import { stat } from 'node:fs/promises';
import {
  boundariesChanged,
  HubError,
  decodeEvent,
  encodeEvent,
  boundariesChangedId,
  boundariesRank,
  instantFromMillis,
  topicIn,
  traceIdOf,
  typeOf,
} from '@hinomi/contracts';
import type { AreaSet, BoundariesChangedV1, Instant, LogRecord } from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import { nullIfAbsent } from './boundary-files.js';
import type { BoundaryStore } from './boundary-store.js';

export interface FollowOptions {
  log: EventLog;
  boundaries: BoundaryStore;
  /** Nobody else writes this log: an edition that is lost here is lost altogether, and the hub says what it has instead. */
  sole: boolean;
  progress: (text: string) => void;
}

const TOPIC = topicIn('real', 'reference');
/** An import is seen this soon; folders that are shared over a network tell nobody of a change. */
const LOOK_EVERY_MS = 1_000;

/**
 * Keeps a process on the editions the log says are in force, and puts on the log what people put in force in its folder:
 * an import beside a running hub takes effect without a restart, in every process.
 */
export async function followBoundaries(options: FollowOptions): Promise<BoundaryFollower> {
  const follower = new BoundaryFollower(options);
  await follower.start();
  return follower;
}

export class BoundaryFollower {
  /** By set, the statement of the log that wins. */
  private readonly said = new Map<AreaSet, BoundariesChangedV1>();
  /** Editions that were asked for in vain; told once each. */
  private readonly missing = new Set<string>();
  private seen = '';
  private stopping = false;
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private tail: { stop(): Promise<void> } | undefined;

  constructor(private readonly options: FollowOptions) {}

  async start(): Promise<void> {
    this.seen = await this.fingerprint();
    for await (const record of this.options.log.read(TOPIC, [])) this.hear(record);
    await this.announce(false);
    await this.takeOver();
    this.tail = await this.options.log.tail(TOPIC, [], (record) => {
      if (this.hear(record)) this.queue(() => this.takeOver());
    });
    this.lookLater();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.tail?.stop();
    await this.turn;
  }

  /** Looks at the folder now; the timer does it every second. */
  look(): Promise<void> {
    return this.queue(async () => {
      const fingerprint = await this.fingerprint();
      if (fingerprint !== this.seen) {
        await this.announce(true);
        this.seen = fingerprint;
      }
      await this.takeOver();
    });
  }

  private lookLater(): void {
    this.timer = setTimeout(() => void this.look().then(() => this.stopping || this.lookLater()), LOOK_EVERY_MS);
    this.timer.unref();
  }

  private queue(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work).catch((error: unknown) => {
      this.options.progress(`The boundaries could not be brought up to date, trying again: ${String(error)}`);
    });
    return this.turn;
  }

  /** True when this record changes what is in force. */
  private hear(record: LogRecord): boolean {
    if (record.value === null || typeOf(record) !== boundariesChanged.type) return false;
    const data = this.statementIn(record);
    if (data === null) return false;
    const known = this.said.get(data.set);
    if (known && boundariesRank(known) >= boundariesRank(data)) return false;
    this.said.set(data.set, data);
    return true;
  }

  /** A record that follows no contract of ours must not keep a process from starting: it is told, and passed over. */
  private statementIn(record: LogRecord): BoundariesChangedV1 | null {
    try {
      return decodeEvent(boundariesChanged, record).data;
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      this.options.progress(`Passed over a statement about boundaries: ${error.message}`);
      return null;
    }
  }

  /** `fresh`: the folder has just changed, so what it says is later than anything on the log, whatever the clocks say. */
  private async announce(fresh: boolean): Promise<void> {
    const { boundaries, log } = this.options;
    const { sets } = await boundaries.readStated();
    const changes: BoundariesChangedV1[] = [];
    for (const { set } of boundaries.editions()) {
      const named = sets[set];
      const stated = named && (await boundaries.load(named.edition));
      const change = this.changeOf(set, stated ? named : undefined, fresh);
      if (change) changes.push(change);
    }
    if (changes.length === 0) return;
    await log.append(TOPIC, changes.map(recordOf));
    for (const change of changes) this.said.set(change.set, change);
  }

  private changeOf(
    set: AreaSet,
    named: { edition: string; at: Instant } | undefined,
    fresh: boolean,
  ): BoundariesChangedV1 | null {
    const { boundaries, sole } = this.options;
    const known = this.said.get(set);
    const edition = named ? boundaries.find(named.edition) : boundaries.inForce(set);
    if (!edition) return null;
    const derivedCodes = boundaries.derivedCodes(edition.edition);
    const isSame = known?.edition === edition.edition && known.digest === edition.digest;
    if (isSame && String(known.derivedCodes ?? []) === String(derivedCodes)) return null;
    const at = named?.at ?? instantFromMillis(Date.now());
    if (known && known.edition !== edition.edition) {
      // What the log says stands: another process may have the shapes.
      if (!named && !known.approximate && !(sole && !boundaries.find(known.edition))) return null;
      if (named && !fresh && known.at > named.at && (boundaries.find(known.edition) || !sole)) return null;
    }
    const { digest, approximate, attribution } = edition;
    const later = known && known.at >= at ? instantFromMillis(Date.parse(known.at) + 1) : at;
    return { set, edition: edition.edition, digest, approximate, attribution, derivedCodes, at: later };
  }

  private async takeOver(): Promise<void> {
    const { boundaries, progress } = this.options;
    let changed = false;
    for (const { set, edition } of this.said.values()) {
      if (boundaries.inForce(set).edition === edition) continue;
      if ((await boundaries.load(edition)) && (await boundaries.putInForce(edition))) {
        this.missing.delete(edition);
        changed = true;
      } else if (!this.missing.has(edition)) {
        this.missing.add(edition);
        progress(
          `The boundaries ${edition} are in force but not in this process's folder: import the same file here, or share the folder (HINOMI_BOUNDARIES_DIR).`,
        );
      }
    }
    if (!changed) return;
    await boundaries.makeBasemap();
    progress('Other boundaries are in force: places are shown by them from now on.');
  }

  private async fingerprint(): Promise<string> {
    const found = await stat(this.options.boundaries.statedFile, { bigint: true }).catch(nullIfAbsent);
    return found ? `${found.ino} ${found.size} ${found.mtimeNs}` : '';
  }
}

function recordOf(data: BoundariesChangedV1): ReturnType<typeof encodeEvent> {
  return encodeEvent(boundariesChanged, {
    id: boundariesChangedId(data),
    source: 'hub:boundaries',
    subject: `boundaries:${data.set}`,
    time: data.at,
    exercise: null,
    trace: traceIdOf(boundariesChangedId(data)),
    data,
  });
}
