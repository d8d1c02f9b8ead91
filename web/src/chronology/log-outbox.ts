import { ChronologyRequest } from '@hinomi/contracts';

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * What was sent off and not answered yet, on the device, so that neither a dead link nor a reload loses it. One item an entry: tabs that
 * write at once do not overwrite each other, and what two of them send is one entry by its id. Of each account its own.
 */
export class LogOutbox {
  private readonly inMemory = new Map<string, string>();

  /** `shelf`: null where the browser keeps nothing for the page; then it lasts as long as the page. */
  constructor(
    private readonly shelf: Shelf | null,
    private readonly subject: string,
  ) {}

  add(request: ChronologyRequest): void {
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
  list(): ChronologyRequest[] {
    const keys = new Set(this.inMemory.keys());
    for (let index = 0; index < (this.shelf?.length ?? 0); index += 1) {
      const key = this.shelf?.key(index) ?? '';
      if (key.startsWith(this.prefix)) keys.add(key);
    }
    return [...keys].sort().flatMap((key) => {
      const request = readRequest(this.inMemory.get(key) ?? this.shelf?.getItem(key) ?? null);
      return request === null ? [] : [request];
    });
  }

  private get prefix(): string {
    return `hinomi-log-out:${this.subject}:`;
  }
}

function readRequest(text: string | null): ChronologyRequest | null {
  if (text === null) return null;
  try {
    const read = ChronologyRequest.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    // Not written by this page.
    return null;
  }
}
