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

/** Secrets by the name of their variable; what sources refer to. */
export type Secrets = Readonly<Record<string, Secret>>;

/** Variables that begin so hold secrets that sources refer to; they are no settings. */
export const SECRET_VARIABLE = 'HINOMI_SECRET_';

/** The secrets of an environment. An empty variable counts as absent. */
export function secretsIn(env: Readonly<Record<string, string | undefined>>): Secrets {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith(SECRET_VARIABLE) && value ? [[name, new Secret(value)]] : [],
    ),
  );
}
