import type { z } from 'zod';

export type KeptShelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * What was sent off and not answered yet, on the device, so that neither a dead link nor a reload loses it. One item each: tabs that
 * write at once do not overwrite each other, and what two of them send is one by its id. Of each account its own.
 */
export class KeptRequests<T extends { writeId: string }> {
  private readonly inMemory = new Map<string, string>();

  /** `shelf`: null where the browser keeps nothing for the page; then it lasts as long as the page. */
  constructor(
    private readonly shelf: KeptShelf | null,
    private readonly prefix: string,
    private readonly schema: z.ZodType<T>,
  ) {}

  add(request: T): void {
    const [key, text] = [this.prefix + request.writeId, JSON.stringify(request)];
    try {
      if (this.shelf === null) this.inMemory.set(key, text);
      else this.shelf.setItem(key, text);
    } catch {
      // The shelf is full.
      this.inMemory.set(key, text);
    }
  }

  remove(writeId: string): void {
    this.inMemory.delete(this.prefix + writeId);
    this.shelf?.removeItem(this.prefix + writeId);
  }

  /** In the order they were written: ids grow with time. */
  list(): T[] {
    const keys = new Set([...this.inMemory.keys(), ...keptKeys(this.shelf, this.prefix)]);
    return [...keys].sort().flatMap((key) => {
      const request = this.read(this.inMemory.get(key) ?? this.shelf?.getItem(key) ?? null);
      return request === null ? [] : [request];
    });
  }

  private read(text: string | null): T | null {
    if (text === null) return null;
    try {
      const read = this.schema.safeParse(JSON.parse(text));
      return read.success ? read.data : null;
    } catch {
      // Not written by this page.
      return null;
    }
  }
}

export function keptKeys(shelf: KeptShelf | null, prefix: string): string[] {
  return Array.from({ length: shelf?.length ?? 0 }, (_, index) => shelf?.key(index) ?? '').filter((key) =>
    key.startsWith(prefix),
  );
}
