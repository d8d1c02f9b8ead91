/** Several days of the lists that are asked; a forgotten entry costs one fetch and is a duplicate at the door. */
const CAPACITY = 20_000;

/** The ids of the newest entries that need not be fetched again; the oldest are forgotten. */
export class RememberedEntries {
  private readonly ids = new Set<string>();

  constructor(private readonly capacity = CAPACITY) {}

  has(id: string): boolean {
    return this.ids.has(id);
  }

  add(id: string): void {
    this.ids.delete(id);
    this.ids.add(id);
    if (this.ids.size <= this.capacity) return;
    const oldest = this.ids.values().next();
    if (!oldest.done) this.ids.delete(oldest.value);
  }
}
