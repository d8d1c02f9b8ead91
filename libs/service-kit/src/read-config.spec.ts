import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, readConfig } from './read-config.js';
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

  it('takes an empty variable for an absent one', () => {
    expect(readConfig(schema, { HINOMI_PORT: '', HINOMI_DATA_DIR: 'data' }).HINOMI_PORT).toBe(8080);
  });

  it('never shows a secret', () => {
    const { HINOMI_PASSWORD: password } = readConfig(schema, { HINOMI_DATA_DIR: 'data', HINOMI_PASSWORD: 'owl' });
    expect(`${password} ${inspect(password)} ${JSON.stringify({ password })}`).not.toContain('owl');
    expect(password?.reveal()).toBe('owl');
  });
});
