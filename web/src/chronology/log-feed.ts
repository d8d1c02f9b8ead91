import {
  CHRONOLOGY_WAIT_SECONDS,
  type ChronologyPage,
  type ChronologyReceipt,
  type ChronologyRequest,
  type RunId,
} from '@hinomi/contracts';
import { HubRefusal } from '../access/hub-api.js';
import type { LogOutbox } from './log-outbox.js';
import { EMPTY_BOOK, withEntry, withPage, type LogState } from './log-state.js';

export const RETRY_MS = 2_000;
/** A page nobody looks at asks now and then, and holds no connection: a browser has six for all its tabs. */
const HIDDEN_MS = 10_000;

export interface LogApi {
  chronology(query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<ChronologyPage>;
  writeLog(request: ChronologyRequest): Promise<ChronologyReceipt>;
}

/** An entry that the hub did not take. */
export interface LogRefused {
  request: ChronologyRequest;
  reason: string;
}

export interface LogView extends LogState {
  /** `lost`: the hub does not answer; what is known stays. */
  link: 'asking' | 'live' | 'lost';
  /** On their way, in order. */
  unsent: readonly ChronologyRequest[];
  refused: readonly LogRefused[];
  /** Own writes that crossed with somebody else's. */
  crossed: readonly ChronologyRequest[];
}

/** One book, followed while somebody looks at it, and what goes into it. */
export class LogFeed {
  private view: LogView;
  private readonly hearers = new Set<() => void>();
  private following: AbortController | null = null;
  private sending = false;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly api: LogApi,
    private readonly exercise: RunId | null,
    private readonly outbox: LogOutbox,
  ) {
    this.view = { ...EMPTY_BOOK, link: 'asking', unsent: this.mine(), refused: [], crossed: [] };
  }

  readonly current = (): LogView => this.view;

  readonly subscribe = (hearer: () => void): (() => void) => {
    this.hearers.add(hearer);
    return () => this.hearers.delete(hearer);
  };

  open(): void {
    const following = new AbortController();
    this.following = following;
    void this.follow(following.signal);
    this.send();
  }

  close(): void {
    this.following?.abort();
    this.following = null;
  }

  /** Kept on the device at once; sent when the hub answers. */
  write(request: ChronologyRequest): void {
    this.outbox.add(request);
    this.change({ unsent: this.mine() });
    this.send();
  }

  settle(writeId: string): void {
    this.change({
      refused: this.view.refused.filter(({ request }) => request.writeId !== writeId),
      crossed: this.view.crossed.filter((request) => request.writeId !== writeId),
    });
  }

  private async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const page = await this.api.chronology(this.question(), signal);
        if (signal.aborted) return;
        this.change({ ...withPage(this.view, page), link: 'live' });
        if (document.hidden && !page.more) await pause(HIDDEN_MS, signal);
      } catch {
        if (signal.aborted) return;
        this.change({ link: 'lost' });
        await pause(RETRY_MS, signal);
      }
    }
  }

  private question(): Record<string, string> {
    const { cursor, link } = this.view;
    const wait = cursor === null || link === 'lost' || document.hidden ? 0 : CHRONOLOGY_WAIT_SECONDS - 5;
    return {
      exercise: this.exercise ?? 'false',
      wait: String(wait),
      ...(cursor === null ? {} : { since: cursor }),
    };
  }

  /** One after the other, so that they stand in the log as they were written. */
  private send(): void {
    if (this.sending) return;
    clearTimeout(this.retry);
    const [request] = this.mine();
    if (request === undefined) return;
    this.sending = true;
    this.api.writeLog(request).then(
      ({ entry }) => {
        this.outbox.remove(request.writeId);
        const isCrossed = entry?.beside.includes(request.writeId) === true;
        this.change({
          ...(entry === null ? {} : withEntry(this.view, entry)),
          unsent: this.mine(),
          ...(isCrossed && { crossed: [...this.view.crossed, request] }),
        });
        this.sending = false;
        this.send();
      },
      (problem: unknown) => {
        this.sending = false;
        if (isFinal(problem)) {
          this.outbox.remove(request.writeId);
          this.change({
            unsent: this.mine(),
            refused: [...this.view.refused, { request, reason: problem.detail || problem.message }],
          });
          this.send();
        } else this.retry = setTimeout(() => this.send(), RETRY_MS);
      },
    );
  }

  private mine(): ChronologyRequest[] {
    return this.outbox.list().filter(({ exercise }) => exercise === this.exercise);
  }

  private change(part: Partial<LogView>): void {
    this.view = { ...this.view, ...part };
    for (const hear of this.hearers) hear();
  }
}

/** The hub has read it and will never take it; anything else may be better in a moment. */
export function isFinal(problem: unknown): problem is HubRefusal {
  return problem instanceof HubRefusal && [400, 403, 413, 422].includes(problem.status);
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      document.removeEventListener('visibilitychange', end);
      resolve();
    };
    const timer = setTimeout(end, millis);
    signal.addEventListener('abort', end);
    document.addEventListener('visibilitychange', end);
  });
}
