import { z } from 'zod';
import { nearestName } from './nearest-name.js';
import { isSecret, SECRET_VARIABLE } from './secret.js';

/** The environment does not follow its schema: every problem at once, for the one who starts the hub. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((line) => `  - ${line}`).join('\n')}\n` +
        'Correct the environment and start again; .env.example explains every setting.',
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'HINOMI_';

/** Set for the tests and the tools beside the hub, which read them themselves. */
const OF_THE_TOOLS = ['HINOMI_CHROMIUM', 'HINOMI_CORPUS', 'HINOMI_ROUNDS'];

/** Environment → frozen settings. An empty variable counts as absent, as in an `.env` file with nothing after the `=`. */
export function readConfig<S extends z.ZodType>(schema: S, env: Environment): Readonly<z.output<S>> {
  const present = presentIn(env);
  const parsed = schema.safeParse(present);
  if (parsed.success) return Object.freeze(parsed.data) as Readonly<z.output<S>>;
  const problems = parsed.error.issues.map((issue) => sentenceOf(issue, schema, present));
  // Whoever mends a setting also wants to hear of the one that is not even read.
  throw new ConfigError([...problems, ...misspeltSettings(schema, env)]);
}

/**
 * A sentence for each `HINOMI_*` variable that no setting has the name of. Not an error: an older hub must start with the
 * settings of a newer one; but whoever starts it is told.
 */
export function misspeltSettings(schema: z.ZodType, env: Environment): string[] {
  const known = [...namesOf(schema), ...OF_THE_TOOLS];
  return Object.keys(presentIn(env))
    .filter((name) => name.startsWith(PREFIX) && !name.startsWith(SECRET_VARIABLE) && !known.includes(name))
    .sort()
    .map((name) => {
      const near = nearestName(name, known);
      const meant = near === null ? 'no setting has this name' : `probably misspelt: did you mean ${near}?`;
      return `${name}: is not read; ${meant}`;
    });
}

function presentIn(env: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}

function namesOf(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape as object) : [];
}

/** What is there, what is wrong with it, and what would be right. */
function sentenceOf(issue: z.core.$ZodIssue, schema: z.ZodType, present: Readonly<Record<string, string>>): string {
  const name = issue.path.map(String).join('.');
  const written = present[name];
  const wrong = expectation(issue, written !== undefined);
  if (written === undefined || isSecretSetting(schema, name)) return `${name}: ${wrong}`;
  return `${name}: ${wrong} (it is ${JSON.stringify(written)})`;
}

function expectation(issue: z.core.$ZodIssue, isSet: boolean): string {
  switch (issue.code) {
    case 'invalid_type':
      return isSet
        ? `must be a ${issue.expected === 'int' ? 'whole number' : issue.expected}`
        : 'is not set; it must be';
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'too_small':
      return `must be at least ${issue.minimum}${issue.origin === 'string' ? ' letters long' : ''}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' letters long' : ''}`;
    default:
      return issue.message;
  }
}

function isSecretSetting(schema: z.ZodType, name: string): boolean {
  if (!(schema instanceof z.ZodObject)) return false;
  return isSecret((schema.shape as Readonly<Record<string, unknown>>)[name]);
}
