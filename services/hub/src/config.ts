import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExternalIssuer } from '@hinomi/access';
import { WEB_CLIENT } from '@hinomi/contracts';
import { isRange } from '@hinomi/delivery';
import {
  misspeltSettings,
  OBSERVABILITY_SETTINGS,
  observabilityOf,
  readConfig,
  secret,
  secretsIn,
  type ObservabilityConfig,
  type Secret,
  type Secrets,
} from '@hinomi/service-kit';
import type { KafkaSecurity } from '@hinomi/event-log';
import type { StoreSettings } from '@hinomi/store';
import { z } from 'zod';
import { isLoopbackName, withoutContradictions } from './config-contradictions.js';
import { list, LOG_SETTINGS } from './log-settings.js';
import { areServices, SERVICES, type ServiceName } from './services.js';

/** The checkout: `services/hub/dist/config.js` stands three folders below it. */
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

const isHttpUrl = (text: string): boolean =>
  text === '' || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol));
const postgresUrl = secret().refine(
  (url) => URL.canParse(url.reveal()) && /^postgres(ql)?:$/.test(new URL(url.reveal()).protocol),
  'must be an address like postgresql://hinomi@127.0.0.1:5432/hinomi; signs of a password that an address cannot have are written as %40 for @',
);
const httpUrl = z
  .string()
  .refine(isHttpUrl, 'must be an address like http://localhost:8080')
  .transform((text) => text.replace(/\/+$/, ''))
  .default('');

/** Every setting of the hub; `.env.example` lists them and a spec holds it against this schema. */
export const HubConfigSchema = z.object({
  HINOMI_SERVICES: z
    .string()
    .transform(list)
    .pipe(z.custom<ServiceName[]>(areServices, `must be some of ${SERVICES.join(', ')}, separated by commas`))
    .default([...SERVICES]),
  HINOMI_PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HINOMI_HOST: z
    .string()
    .regex(/^[\w.-]+$|^[0-9a-f:]+$/i, 'must be a name or an IP address, without http:// and port')
    .default('localhost'),
  HINOMI_BIND: z.union([z.ipv4(), z.ipv6(), z.literal('')], 'must be an IP address, e.g. 0.0.0.0').default(''),
  HINOMI_PUBLIC_URL: httpUrl,
  HINOMI_BEHIND_PROXY: z.enum(['on', 'off']).default('off'),
  HINOMI_TLS_CERT: z.string().default(''),
  HINOMI_TLS_KEY: z.string().default(''),
  HINOMI_HTTP_REDIRECT_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  HINOMI_ISSUER: httpUrl,
  HINOMI_OIDC_CLIENT_ID: z.string().min(1).default(WEB_CLIENT),
  HINOMI_OIDC_AUDIENCE: z.string().min(1).default('hinomi'),
  HINOMI_OIDC_ROLE_CLAIM: z.string().min(1).default('realm_access.roles'),
  HINOMI_OIDC_AGENCY_CLAIM: z.string().min(1).default('agency'),
  HINOMI_OIDC_JURISDICTION_CLAIM: z.string().min(1).default('jurisdiction'),
  HINOMI_OIDC_SHELTERS_CLAIM: z.string().min(1).default('shelters'),
  HINOMI_DEMONSTRATION: z.enum(['auto', 'off']).default('auto'),
  HINOMI_DATA_DIR: z.string().min(1).default(path.join(ROOT, '.hinomi')),
  HINOMI_BOUNDARIES_DIR: z.string().default(''),
  HINOMI_PHOTOS_DIR: z.string().default(''),
  HINOMI_PHOTOS_LIMIT_MB: z.coerce.number().int().min(1).max(10_000_000).default(10_000),
  HINOMI_ATTACHMENTS_DIR: z.string().default(''),
  HINOMI_ATTACHMENTS_LIMIT_MB: z.coerce.number().int().min(1).max(10_000_000).default(10_000),
  /** 2-digit prefecture or 5-digit municipality code (JIS X 0401/0402). */
  HINOMI_HOME_AREA: z
    .string()
    .regex(/^(\d{2}|\d{5})?$/, 'expected a JIS code of 2 or 5 digits, e.g. 17 or 17204')
    .default(''),
  HINOMI_DRILL: z.enum(['auto', 'off']).default('auto'),
  HINOMI_POLLING: z.enum(['on', 'off']).default('on'),
  HINOMI_PUBLIC_PAGE: z.enum(['on', 'off']).default('on'),
  HINOMI_SOURCES_DIR: z.string().min(1).default(path.join(ROOT, 'infra/sources')),
  HINOMI_MAP_LAYERS: z.string().default(''),
  HINOMI_INGEST_URL: httpUrl,
  HINOMI_SHELTER_URL: httpUrl,
  HINOMI_PHR_URL: httpUrl,
  HINOMI_DELIVERY_URL: httpUrl,
  HINOMI_MQTT_URL: secret().optional(),
  HINOMI_WEBHOOK_RANGES: z
    .string()
    .transform(list)
    .refine((ranges) => ranges.every(isRange), 'must be ranges like 10.20.0.0/16, or loopback, or private')
    .default([]),
  HINOMI_PUBLISHER: z.string().trim().min(1).max(200).default('Hinomi'),
  HINOMI_PUBLISHER_CONTACT: z
    .string()
    .regex(/^$|^[\w.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+$/, 'must be an e-mail address, e.g. bosai@city.example')
    .default(''),
  ...LOG_SETTINGS,
  HINOMI_STORE: z.enum(['embedded', 'postgres']).default('embedded'),
  HINOMI_POSTGRES_URL: postgresUrl.optional(),
  HINOMI_VAULT_POSTGRES_URL: postgresUrl.optional(),
  HINOMI_VAULT_KEY_DIR: z.string().default(''),
  /** Fewer persons than this are never a number that everybody sees. */
  HINOMI_NEEDS_THRESHOLD: z.coerce.number().int().min(3).max(100).default(5),
  HINOMI_NEEDS_PERIOD_HOURS: z.coerce.number().int().min(1).max(24).default(3),
  HINOMI_HISTORY_RETENTION_MONTHS: z.coerce.number().int().min(0).max(1200).default(24),
  HINOMI_HISTORY_SENSOR_MINUTES: z.coerce.number().int().min(0).max(1440).default(60),
  HINOMI_BACKUP_PASSPHRASE: secret().optional(),
  ...OBSERVABILITY_SETTINGS,
});
export type HubEnvironment = z.output<typeof HubConfigSchema>;

export interface HubConfig {
  /** What this process hosts. */
  services: readonly ServiceName[];
  port: number;
  /** The name by which others reach the hub. */
  host: string;
  /** The address listened on. */
  bind: string;
  /** Listens on loopback and answers to loopback names only. */
  loopback: boolean;
  /** Where people reach the hub when that is not `host` and `port` of this process. */
  publicUrl: string | null;
  /** HTTPS with these files; null = plain HTTP. */
  tls: { cert: string; key: string } | null;
  /** Where plain HTTP is sent on to HTTPS besides the port itself; 0 = nowhere. */
  httpRedirectPort: number;
  /** An outside issuer, or that of the gateways for a process without one; null = the one in this process. */
  issuer: string | null;
  /** How that issuer names things. */
  oidc: Required<Omit<ExternalIssuer, 'url'>>;
  demonstration: boolean;
  dataDir: string;
  boundariesDir: string;
  photosDir: string;
  /** No photo is taken beyond so many bytes of them. */
  photosLimitBytes: number;
  /** Files beside entries of the log book. */
  attachments: { dir: string; limitBytes: number };
  homeArea: string | null;
  automaticDrill: boolean;
  polling: 'on' | 'off';
  /** Everybody finds a shelter at /find/, without an account. */
  publicPage: boolean;
  sourcesDir: string;
  /** Which pictures of others the map may show; null = `map-layers.yaml` of the data directory, where it is. */
  mapLayersFile: string | null;
  /** PMTiles files for the map. */
  mapFilesDir: string;
  /** What the entries of sources refer to. */
  secrets: Secrets;
  /** Where ingest is, for a gateway without it. */
  ingestUrl: string | null;
  /** Where the service of shelters is, for a gateway without it. */
  shelterUrl: string | null;
  /** Where the vault is, for a gateway without it. */
  phrUrl: string | null;
  /** Where the service of agencies is, for a gateway without it. */
  deliveryUrl: string | null;
  /** Ranges of addresses to which webhooks are sent beside those of the internet. */
  webhookRanges: readonly string[];
  /** The MQTT broker to which agencies may have changes sent. */
  mqttUrl: Secret | null;
  /** Who answers for what the hub publishes; a contact of null is `hinomi@` the host. */
  publisher: { organisation: string; contact: string | null };
  drillsDir: string;
  webDir: string;
  log: { kind: 'embedded' } | ({ kind: 'kafka'; brokers: string[] } & KafkaSecurity);
  /** Where agencies reach that Kafka; empty = at the same brokers. */
  kafkaPublicBrokers: readonly string[];
  store: StoreSettings;
  /** Where the vault's own role keeps its rows; null = in the store of this process. */
  vaultStore: StoreSettings | null;
  /** Where the master keys of the vault are. */
  vaultKeyDir: string;
  needsRulesDir: string;
  /** How needs are published: no smaller number than `threshold`, every so many hours. */
  suppression: { threshold: number; periodHours: number };
  /** Whole months of history kept before the present one; 0 = all. */
  historyRetentionMonths: number;
  /** Of a sensor that only says newer values, one version in so many minutes is kept; 0 = all. */
  historySensorMinutes: number;
  backupPassphrase: Secret | null;
  observability: ObservabilityConfig;
}

/** Reads the environment; throws one error that lists every problem. */
export function readHubConfig(env: NodeJS.ProcessEnv = process.env): HubConfig {
  const read = readConfig(withoutContradictions(HubConfigSchema), env);
  const dataDir = path.resolve(read.HINOMI_DATA_DIR);
  const services = SERVICES.filter((service) => read.HINOMI_SERVICES.includes(service));
  return Object.freeze<HubConfig>({
    services,
    port: read.HINOMI_PORT,
    ...reachedAt(read, dataDir),
    httpRedirectPort: read.HINOMI_HTTP_REDIRECT_PORT,
    issuer: orNull(read.HINOMI_ISSUER),
    oidc: {
      clientId: read.HINOMI_OIDC_CLIENT_ID,
      audience: read.HINOMI_OIDC_AUDIENCE,
      claims: {
        role: read.HINOMI_OIDC_ROLE_CLAIM,
        agency: read.HINOMI_OIDC_AGENCY_CLAIM,
        jurisdiction: read.HINOMI_OIDC_JURISDICTION_CLAIM,
        shelters: read.HINOMI_OIDC_SHELTERS_CLAIM,
      },
    },
    demonstration: demonstrates(read),
    dataDir,
    boundariesDir: path.resolve(read.HINOMI_BOUNDARIES_DIR || path.join(dataDir, 'boundaries')),
    photosDir: path.resolve(read.HINOMI_PHOTOS_DIR || path.join(dataDir, 'photos')),
    photosLimitBytes: read.HINOMI_PHOTOS_LIMIT_MB * 1_000_000,
    attachments: {
      dir: path.resolve(read.HINOMI_ATTACHMENTS_DIR || path.join(dataDir, 'attachments')),
      limitBytes: read.HINOMI_ATTACHMENTS_LIMIT_MB * 1_000_000,
    },
    homeArea: orNull(read.HINOMI_HOME_AREA),
    automaticDrill: read.HINOMI_DRILL === 'auto',
    polling: read.HINOMI_POLLING,
    publicPage: read.HINOMI_PUBLIC_PAGE === 'on',
    sourcesDir: path.resolve(read.HINOMI_SOURCES_DIR),
    mapLayersFile: read.HINOMI_MAP_LAYERS === '' ? null : path.resolve(read.HINOMI_MAP_LAYERS),
    mapFilesDir: path.join(dataDir, 'map-layers'),
    secrets: secretsIn(env),
    ingestUrl: orNull(read.HINOMI_INGEST_URL),
    shelterUrl: orNull(read.HINOMI_SHELTER_URL),
    phrUrl: orNull(read.HINOMI_PHR_URL),
    deliveryUrl: orNull(read.HINOMI_DELIVERY_URL),
    webhookRanges: read.HINOMI_WEBHOOK_RANGES,
    mqttUrl: read.HINOMI_MQTT_URL ?? null,
    publisher: { organisation: read.HINOMI_PUBLISHER, contact: orNull(read.HINOMI_PUBLISHER_CONTACT) },
    drillsDir: path.join(ROOT, 'infra/drills'),
    webDir: path.join(ROOT, 'web/dist'),
    log: logOf(read),
    kafkaPublicBrokers: read.HINOMI_KAFKA_PUBLIC_BROKERS,
    store: read.HINOMI_POSTGRES_URL
      ? { kind: 'postgres', url: read.HINOMI_POSTGRES_URL.reveal() }
      : { kind: 'embedded', dir: path.join(dataDir, 'store') },
    vaultStore: read.HINOMI_VAULT_POSTGRES_URL
      ? { kind: 'postgres', url: read.HINOMI_VAULT_POSTGRES_URL.reveal(), schema: 'vault' }
      : null,
    vaultKeyDir: path.resolve(read.HINOMI_VAULT_KEY_DIR || path.join(dataDir, 'vault')),
    needsRulesDir: path.join(ROOT, 'infra/needs-rules'),
    suppression: { threshold: read.HINOMI_NEEDS_THRESHOLD, periodHours: read.HINOMI_NEEDS_PERIOD_HOURS },
    historyRetentionMonths: read.HINOMI_HISTORY_RETENTION_MONTHS,
    historySensorMinutes: read.HINOMI_HISTORY_SENSOR_MINUTES,
    backupPassphrase: read.HINOMI_BACKUP_PASSPHRASE ?? null,
    observability: observabilityOf(read),
  });
}

/** A sentence for each variable that looks like a setting and is none. */
export function misspeltHubSettings(env: NodeJS.ProcessEnv = process.env): string[] {
  return misspeltSettings(HubConfigSchema, env);
}

function reachedAt(read: HubEnvironment, dataDir: string) {
  const atHome = isLoopbackName(read.HINOMI_HOST);
  const bind = read.HINOMI_BIND || (atHome ? '127.0.0.1' : '0.0.0.0');
  const named = read.HINOMI_TLS_CERT !== '';
  const made = !atHome && read.HINOMI_BEHIND_PROXY === 'off';
  const tls = named
    ? { cert: path.resolve(read.HINOMI_TLS_CERT), key: path.resolve(read.HINOMI_TLS_KEY) }
    : made
      ? { cert: path.join(dataDir, 'tls/cert.pem'), key: path.join(dataDir, 'tls/key.pem') }
      : null;
  return {
    host: read.HINOMI_HOST,
    bind,
    loopback: atHome && isLoopbackName(bind),
    publicUrl: orNull(read.HINOMI_PUBLIC_URL),
    tls,
  };
}

/** Only where nobody but this machine can reach the hub, and only with the issuer that knows these accounts. */
function demonstrates(read: HubEnvironment): boolean {
  const reachedFromHere = isLoopbackName(read.HINOMI_HOST) && isLoopbackName(read.HINOMI_BIND || '127.0.0.1');
  const ownIssuer = read.HINOMI_ISSUER === '' || !read.HINOMI_SERVICES.includes('gateway');
  return read.HINOMI_DEMONSTRATION === 'auto' && reachedFromHere && ownIssuer;
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function logOf(read: HubEnvironment): HubConfig['log'] {
  if (read.HINOMI_LOG === 'embedded') return { kind: 'embedded' };
  const { HINOMI_KAFKA_USER: username, HINOMI_KAFKA_PASSWORD: password, HINOMI_KAFKA_SASL: mechanism } = read;
  return {
    kind: 'kafka',
    brokers: read.HINOMI_KAFKA_BROKERS,
    ...(read.HINOMI_KAFKA_TLS === 'on' && { tls: true }),
    ...(username !== '' && password && { credentials: { mechanism, username, password: password.reveal() } }),
  };
}
