import { HubError } from '@hinomi/contracts';
import { QueueLevel, type QueueState } from '@hinomi/service-kit';
import { isUrgent } from './urgent-first.js';

/** Appends in hand: some commits, or some sends, of the largest flood; beyond it whoever appends waits. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Urgent ones have a room of their own, so that no flood is before them. */
const MOST_URGENT_BYTES = 8 * 1024 * 1024;
/** Calls that stand in line outside; each holds its own records. */
const MOST_IN_LINE = 10_000;

interface InLine {
  bytes: number;
  go: () => void;
  refuse: (error: HubError) => void;
}

/** A place that was given; call `leave` once, when the append is through, however it went. */
export interface AppendPlace {
  leave(): void;
}

class Room {
  private readonly line: InLine[] = [];

  constructor(
    private readonly held: QueueLevel,
    private readonly inLine: QueueLevel,
  ) {}

  enter(bytes: number, run: (place: AppendPlace) => void, refuse: (error: HubError) => void): void {
    const go = (): void => {
      this.held.add(bytes);
      let left = false;
      run({
        leave: () => {
          if (left) return;
          left = true;
          this.held.remove(bytes);
          this.admit();
        },
      });
    };
    if (this.line.length === 0 && this.held.fits(bytes)) return go();
    this.held.noteFull();
    if (!this.inLine.fits(1)) {
      this.inLine.noteFull();
      return refuse(new HubError('log.unavailable', 'More is to be appended than the log keeps up with.', RETRY));
    }
    this.inLine.add(1);
    this.line.push({ bytes, go, refuse });
  }

  /** The first in line first: what one caller appends stays in order. */
  private admit(): void {
    while (this.line.length > 0 && this.held.fits(this.line[0]!.bytes)) {
      this.inLine.remove(1);
      this.line.shift()!.go();
    }
  }
}

const RETRY = { retryable: true };

/**
 * Bounds what the adapters hold of what is being appended. Whoever finds no room waits outside with records of their own, in the order
 * in which they came; when too many do, they are turned away before anything is written.
 */
export class AppendRoom {
  private readonly levels: readonly QueueLevel[];
  private readonly urgent: Room;
  private readonly others: Room;

  constructor({ bytes = MOST_BYTES, urgentBytes = MOST_URGENT_BYTES, inLine = MOST_IN_LINE } = {}) {
    const held = new QueueLevel('log.appends-bytes', bytes);
    const urgentHeld = new QueueLevel('log.urgent-appends-bytes', urgentBytes);
    const line = new QueueLevel('log.line', inLine);
    const urgentLine = new QueueLevel('log.urgent-line', inLine);
    this.levels = [held, urgentHeld, line, urgentLine];
    this.others = new Room(held, line);
    this.urgent = new Room(urgentHeld, urgentLine);
  }

  get states(): QueueState[] {
    return this.levels.map(({ state }) => state);
  }

  /** `run` is called when there is room, at once where there is; or `refuse`. */
  enter(topic: string, bytes: number, run: (place: AppendPlace) => void, refuse: (error: HubError) => void): void {
    (isUrgent(topic) ? this.urgent : this.others).enter(bytes, run, refuse);
  }
}
