import { inspect } from 'node:util';
import { z } from 'zod';

/** A value that never shows itself in a log, an error or JSON; `reveal()` is the one way to it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}

const toSecret = (value: string): Secret => new Secret(value);

/** A setting that is a secret. */
export function secret(): z.ZodType<Secret, string> {
  return z.string().min(1).transform(toSecret);
}

/** Whether a setting's schema makes a {@link secret}: also an optional one, a checked one, or one behind another schema. */
export function isSecret(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null || !('def' in schema)) return false;
  const { innerType, in: before, out: after, transform } = schema.def as Readonly<Record<string, unknown>>;
  return transform === toSecret || isSecret(innerType) || isSecret(before) || isSecret(after);
}
