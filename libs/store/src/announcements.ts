/** PostgreSQL takes no longer one, in bytes of UTF-8. */
export const LONGEST_ANNOUNCEMENT = 7_999;

export interface Announced {
  /** Also what this process said itself. */
  heard: (text: string) => void;
  /** It listens, or does so again after a break: what was said meanwhile is lost. */
  begun: () => void;
}

/**
 * What processes on one store tell each other in passing: it is kept nowhere, it reaches who listens at the moment, and some of it
 * may be lost. On PostgreSQL LISTEN and NOTIFY; an embedded store is one process's own, so there it stays in the process.
 */
export interface Announcements {
  /** Texts of one process on one channel keep their order. `store.unavailable` (retryable). */
  say(channel: string, text: string): Promise<void>;
  /** Comes back by itself when the database was away. Returns how to stop. */
  listen(channel: string, announced: Announced): () => Promise<void>;
}

/** Within one process. */
export class OwnAnnouncements implements Announcements {
  private readonly listeners = new Set<{ channel: string; heard: (text: string) => void }>();

  async say(channel: string, text: string): Promise<void> {
    checkLength(text);
    for (const listener of this.listeners) if (listener.channel === channel) listener.heard(text);
  }

  listen(channel: string, { heard, begun }: Announced): () => Promise<void> {
    const listener = { channel, heard };
    this.listeners.add(listener);
    begun();
    return () => {
      this.listeners.delete(listener);
      return Promise.resolve();
    };
  }
}

/** The same on both: what fits here fits there. */
export function checkLength(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > LONGEST_ANNOUNCEMENT) throw new RangeError(`An announcement has ${bytes} bytes.`);
}
