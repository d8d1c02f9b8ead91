import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '@hinomi/service-kit';
import { z } from 'zod';

/** The checkout: `services/hub/dist/config.js` stands three folders below it. */
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** Every setting of the hub; `.env.example` lists them and a spec holds it against this schema. */
export const HubConfigSchema = z.object({
  HINOMI_PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HINOMI_DATA_DIR: z.string().min(1).default(path.join(ROOT, '.hinomi')),
  /** 2-digit prefecture or 5-digit municipality code (JIS X 0401/0402). */
  HINOMI_HOME_AREA: z
    .string()
    .regex(/^(\d{2}|\d{5})?$/, 'expected a JIS code of 2 or 5 digits, e.g. 17 or 17204')
    .default(''),
  HINOMI_DRILL: z.enum(['auto', 'off']).default('auto'),
  HINOMI_POLLING: z.enum(['on', 'off']).default('on'),
  HINOMI_SOURCES_DIR: z.string().min(1).default(path.join(ROOT, 'infra/sources')),
  HINOMI_LOG: z.enum(['embedded', 'kafka']).default('embedded'),
  HINOMI_KAFKA_BROKERS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((broker) => broker.trim())
        .filter((broker) => broker !== ''),
    ),
});

export interface HubConfig {
  port: number;
  dataDir: string;
  homeArea: string | null;
  automaticDrill: boolean;
  polling: 'on' | 'off';
  sourcesDir: string;
  drillsDir: string;
  webDir: string;
  log: { kind: 'embedded' } | { kind: 'kafka'; brokers: string[] };
}

/** Reads the environment; throws one error that lists every problem. */
export function readHubConfig(env: NodeJS.ProcessEnv = process.env): HubConfig {
  const read = readConfig(
    HubConfigSchema.refine((value) => value.HINOMI_LOG !== 'kafka' || value.HINOMI_KAFKA_BROKERS.length > 0, {
      path: ['HINOMI_KAFKA_BROKERS'],
      message: 'HINOMI_LOG=kafka needs at least one broker, e.g. 127.0.0.1:9092',
    }),
    env,
  );
  return {
    port: read.HINOMI_PORT,
    dataDir: path.resolve(read.HINOMI_DATA_DIR),
    homeArea: read.HINOMI_HOME_AREA === '' ? null : read.HINOMI_HOME_AREA,
    automaticDrill: read.HINOMI_DRILL === 'auto',
    polling: read.HINOMI_POLLING,
    sourcesDir: path.resolve(read.HINOMI_SOURCES_DIR),
    drillsDir: path.join(ROOT, 'infra/drills'),
    webDir: path.join(ROOT, 'web/dist'),
    log: read.HINOMI_LOG === 'kafka' ? { kind: 'kafka', brokers: read.HINOMI_KAFKA_BROKERS } : { kind: 'embedded' },
  };
}
