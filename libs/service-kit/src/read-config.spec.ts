import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, misspeltSettings, readConfig } from './read-config.js';
import { secret } from './secret.js';

const schema = z.object({
  HINOMI_PORT: z.coerce.number().int().min(1).max(65535).default(8080),
  HINOMI_DATA_DIR: z.string(),
  HINOMI_PASSWORD: secret().optional(),
});

describe('readConfig', () => {
  it('reads and freezes', () => {
    const config = readConfig(schema, { HINOMI_PORT: '9000', HINOMI_DATA_DIR: 'data' });
    expect(config.HINOMI_PORT).toBe(9000);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('lists all problems at once', () => {
    const read = (): unknown => readConfig(schema, { HINOMI_PORT: 'eighty' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/HINOMI_PORT[\s\S]*HINOMI_DATA_DIR/);
  });

  it('says what would be right, and shows what is there unless it is a secret', () => {
    const strict = z.object({
      HINOMI_LOG: z.enum(['embedded', 'kafka']),
      HINOMI_PORT: z.coerce.number().max(65535),
      HINOMI_HOST: z.string(),
      HINOMI_PASSWORD: z.string().min(8).pipe(secret()).optional(),
      HINOMI_KEY: secret()
        .refine((value) => value.reveal().length > 9, 'must be longer')
        .optional(),
    });
    const read = (): unknown =>
      readConfig(strict, { HINOMI_LOG: 'kafak', HINOMI_PORT: '70000', HINOMI_PASSWORD: 'owl', HINOMI_KEY: 'crow' });
    expect(problemsOf(read)).toEqual([
      'HINOMI_LOG: must be embedded or kafka (it is "kafak")',
      'HINOMI_PORT: must be at most 65535 (it is "70000")',
      'HINOMI_HOST: is not set; it must be',
      'HINOMI_PASSWORD: must be at least 8 letters long',
      'HINOMI_KEY: must be longer',
    ]);
    expect(read).toThrow(/\.env\.example/);
  });

  it('names a variable that is probably misspelt, with the name that was meant', () => {
    const env = { HINOMI_DATADIR: 'x', HINOMI_PROT: '1', HINOMI_SOMETHING_ELSE: '1', HINOMI_CORPUS: 'c', PATH: '/bin' };
    expect(misspeltSettings(schema, { HINOMI_DATA_DIR: 'data', ...env })).toEqual([
      'HINOMI_DATADIR: is not read; probably misspelt: did you mean HINOMI_DATA_DIR?',
      'HINOMI_PROT: is not read; probably misspelt: did you mean HINOMI_PORT?',
      'HINOMI_SOMETHING_ELSE: is not read; no setting has this name',
    ]);
    expect(problemsOf(() => readConfig(schema, env)).join()).toContain('did you mean HINOMI_DATA_DIR?');
  });

  it('says nothing of what is spelt right, and knows the settings of a refined schema', () => {
    expect(misspeltSettings(schema, { HINOMI_PORT: '80', HINOMI_DATA_DIR: 'data' })).toEqual([]);
    expect(misspeltSettings(schema, { HINOMI_SECRET_TOKEN: 'x' })).toEqual([]);
    const refined = schema.refine(() => true);
    expect(misspeltSettings(refined, { HINOMI_PORT: '80', HINOMI_DATA_DIR: 'data' })).toEqual([]);
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig(schema, { HINOMI_PORT: '', HINOMI_DATA_DIR: 'data' }).HINOMI_PORT).toBe(8080);
  });

  it('never shows a secret', () => {
    const { HINOMI_PASSWORD: password } = readConfig(schema, { HINOMI_DATA_DIR: 'data', HINOMI_PASSWORD: 'owl' });
    expect(`${password} ${inspect(password)} ${JSON.stringify({ password })}`).not.toContain('owl');
    expect(password?.reveal()).toBe('owl');
  });
});

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
