/** How far a long work is, by whatever it counts. */
export interface Progress {
  done: number;
  of: number;
  /** Of the records that were really there; compaction leaves gaps. */
  records: number;
}

const WIDTH = 24;
/** Often enough to look alive, rarely enough to cost nothing. */
const DRAW_EVERY_MS = 100;
/** Where nobody can be shown a moving line, e.g. in a log of a service. */
const LINE_EVERY_MS = 5_000;

/** One line of progress: a bar, counts, the rate and the time that is left at this rate. */
export function progressLine(what: string, { done, of, records }: Progress, elapsedMs: number): string {
  const share = of === 0 ? 1 : Math.min(1, done / of);
  const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
  const rate = elapsedMs > 0 ? (records * 1_000) / elapsedMs : 0;
  const left = share > 0 && share < 1 ? `, ${timeOf((elapsedMs * (1 - share)) / share)} left` : '';
  return `${what} ${bar} ${Math.floor(share * 100)} %  ${whole(records)} events, ${whole(rate)} /s${left}`;
}

/** A line that is written over on a terminal, and a line from time to time elsewhere. */
export class ProgressBar {
  private readonly begunMs: number;
  private drawnMs: number;

  constructor(
    private readonly what: string,
    private readonly out: { isTTY?: boolean; write(text: string): unknown } = process.stderr,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.begunMs = now();
    this.drawnMs = this.begunMs;
  }

  show(progress: Progress): void {
    const now = this.now();
    const isLast = progress.done >= progress.of;
    if (now - this.drawnMs < (this.out.isTTY ? DRAW_EVERY_MS : LINE_EVERY_MS) && !isLast) return;
    this.drawnMs = now;
    const line = progressLine(this.what, progress, now - this.begunMs);
    this.out.write(this.out.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  }

  /** Leaves the line as it is; what is written next begins on one of its own. */
  end(): void {
    if (this.out.isTTY) this.out.write('\n');
  }
}

function timeOf(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return `${minutes}:${String(rest).padStart(2, '0')}`;
}

function whole(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}
