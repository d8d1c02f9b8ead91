import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { OBSERVABILITY_SETTINGS, observabilityOf } from './observability-settings.js';
import { readConfig } from './read-config.js';

const read = (env: Record<string, string>, atTerminal: boolean) =>
  observabilityOf(readConfig(z.object(OBSERVABILITY_SETTINGS), env), atTerminal);

it('shows a person text, and only what needs attention; a machine reads JSON', () => {
  expect(read({}, true)).toEqual({ log: { format: 'text', level: 'warn' }, traces: null });
  expect(read({}, false)).toEqual({ log: { format: 'json', level: 'info' }, traces: null });
});

it('does as it is told', () => {
  expect(read({ HINOMI_LOG_FORMAT: 'json', HINOMI_LOG_LEVEL: 'debug' }, true).log).toEqual({
    format: 'json',
    level: 'debug',
  });
  expect(() => read({ HINOMI_LOG_LEVEL: 'loud', HINOMI_TRACES_URL: 'x', HINOMI_TRACES_RATIO: '2' }, true)).toThrow(
    /3 problem/,
  );
});

it('exports traces where either setting says', () => {
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' }, false).traces).toEqual({
    url: 'http://collector:4318/v1/traces',
    ratio: 1,
  });
  expect(read({ HINOMI_TRACES_URL: 'http://t/x', HINOMI_TRACES_RATIO: '0.1' }, false).traces).toEqual({
    url: 'http://t/x',
    ratio: 0.1,
  });
});
