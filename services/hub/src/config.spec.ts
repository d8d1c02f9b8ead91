import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { HubConfigSchema, readHubConfig } from './config.js';

/** `NAME=value` lines of the example file. */
function exampleFile(): Record<string, string> {
  const text = readFileSync(path.resolve(process.cwd(), '.env.example'), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

describe('the configuration', () => {
  it('is described by .env.example, setting by setting', () => {
    expect(Object.keys(exampleFile()).sort()).toEqual(Object.keys(HubConfigSchema.shape).sort());
  });

  it('has the defaults that .env.example names', () => {
    const fromExample = readHubConfig(exampleFile());
    expect({ ...fromExample, dataDir: '', sourcesDir: '' }).toEqual({
      ...readHubConfig({}),
      dataDir: '',
      sourcesDir: '',
    });
    expect(fromExample.dataDir).toBe(path.resolve('.hinomi'));
  });

  it('lists every problem at once', () => {
    expect(() => readHubConfig({ HINOMI_PORT: 'eighty', HINOMI_HOME_AREA: 'Tokyo', HINOMI_DRILL: 'maybe' })).toThrow(
      /3 problem\(s\)[^]*HINOMI_PORT[^]*HINOMI_HOME_AREA[^]*HINOMI_DRILL/,
    );
  });

  it('refuses Kafka without a broker', () => {
    expect(() => readHubConfig({ HINOMI_LOG: 'kafka' })).toThrow(/HINOMI_KAFKA_BROKERS/);
    expect(readHubConfig({ HINOMI_LOG: 'kafka', HINOMI_KAFKA_BROKERS: '127.0.0.1:9092, 127.0.0.1:9093' }).log).toEqual({
      kind: 'kafka',
      brokers: ['127.0.0.1:9092', '127.0.0.1:9093'],
    });
  });
});
