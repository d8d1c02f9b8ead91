/** Several days of the lists that are asked; a forgotten entry costs one fetch and is a duplicate at the door. */
const CAPACITY = 20_000;

/** The newest entries by a name, with what is known of them; the oldest are forgotten. */
export class RememberedEntries {
  private readonly known = new Map<string, string>();

  constructor(private readonly capacity = CAPACITY) {}

  get size(): number {
    return this.known.size;
  }

  has(name: string): boolean {
    return this.known.has(name);
  }

  get(name: string): string | undefined {
    return this.known.get(name);
  }

  add(name: string, what = ''): void {
    this.known.delete(name);
    this.known.set(name, what);
    if (this.known.size <= this.capacity) return;
    const oldest = this.known.keys().next();
    if (!oldest.done) this.known.delete(oldest.value);
  }
}
