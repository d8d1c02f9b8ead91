import { GEOMETRY, wrongFilter, type Cql2Count, type IsProperty } from './cql2.js';

/** One value inside CQL2 JSON, with the way to it. What it does not know it refuses: half understood would be another filter. */
export class Cql2Json {
  constructor(
    readonly value: unknown,
    private readonly path: readonly (string | number)[],
    private readonly isProperty: IsProperty,
    private readonly cost: Cql2Count,
  ) {}

  fail(what: string): never {
    throw wrongFilter({ path: this.path }, what);
  }

  count(depth: number): void {
    this.cost.part(depth, (what) => this.fail(what));
  }

  countPosition(): void {
    this.cost.position((what) => this.fail(what));
  }

  has(key: string): boolean {
    return typeof this.value === 'object' && this.value !== null && Object.hasOwn(this.value, key);
  }

  /** These keys and no others. */
  hasKeys(...keys: string[]): void {
    const { value } = this;
    const expected = `expected {${keys.join(', ')}}`;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) this.fail(expected);
    if (!keys.every((key) => this.has(key))) this.fail(expected);
    for (const key of Object.keys(value)) if (!keys.includes(key)) this.in(key).fail(expected);
  }

  in(key: string): Cql2Json {
    return this.at(key, this.has(key) ? (this.value as Record<string, unknown>)[key] : undefined);
  }

  list(length?: number): Cql2Json[] {
    const { value } = this;
    if (!Array.isArray(value)) this.fail('expected a list');
    if (length !== undefined && value.length !== length) this.fail(`expected ${length}, not ${value.length}`);
    return value.map((each: unknown, index) => this.at(index, each));
  }

  text(): string {
    const { value } = this;
    if (typeof value !== 'string') this.fail('expected a text');
    this.cost.text(value, (what) => this.fail(what));
    return value;
  }

  number(): number {
    const { value } = this;
    // Zero has no sign in JSON.
    return typeof value === 'number' && Number.isFinite(value) ? value + 0 : this.fail('expected a number');
  }

  /** The name in `{"property": …}`. */
  property(): string {
    this.hasKeys('property');
    const name = this.in('property').text();
    if (name === '') this.in('property').fail('expected a property');
    if (name !== GEOMETRY && !this.isProperty(name)) {
      this.in('property').fail(`${name} is not a property that can be asked for`);
    }
    return name;
  }

  private at(step: string | number, value: unknown): Cql2Json {
    return new Cql2Json(value, [...this.path, step], this.isProperty, this.cost);
  }
}
