/** What the map is to do next: ids in `removes` are never in `upserts`. */
export interface DrawDiff<T> {
  upserts: ReadonlyMap<string, T>;
  removes: ReadonlySet<string>;
}

/**
 * Changes waiting for the map, merged: the last operation per id. A diff handed out stays remembered until the map says
 * that it took it; one that failed is merged back under everything that came meanwhile (rule D9).
 */
export class DrawQueue<T> {
  private waiting = new Map<string, T | null>();
  private handedOut: Map<string, T | null> | null = null;

  upsert(id: string, value: T): void {
    this.waiting.set(id, value);
  }

  remove(id: string): void {
    this.waiting.set(id, null);
  }

  /** Nothing waits and nothing is on its way. */
  get idle(): boolean {
    return this.waiting.size === 0 && this.handedOut === null;
  }

  /** Everything that waits, as one diff; null when there is nothing, or the map has not taken the last one yet. */
  take(): DrawDiff<T> | null {
    if (this.handedOut !== null || this.waiting.size === 0) return null;
    this.handedOut = this.waiting;
    this.waiting = new Map();
    const upserts = new Map<string, T>();
    const removes = new Set<string>();
    for (const [id, value] of this.handedOut) {
      if (value === null) removes.add(id);
      else upserts.set(id, value);
    }
    return { upserts, removes };
  }

  taken(): void {
    this.handedOut = null;
  }

  failed(): void {
    if (this.handedOut === null) return;
    this.waiting = new Map([...this.handedOut, ...this.waiting]);
    this.handedOut = null;
  }
}
