import { isDeepStrictEqual } from 'node:util';
import { FactTopic, FeedFormat, HazardFamily, isSensorFormat, SourceId, type EntryProblem } from '@hinomi/contracts';
import type { Mapping } from '@hinomi/formats';
import { z } from 'zod';
import type { ReportSource } from '../receive/report-source.js';
import { SensorRules } from '../sensors/sensor-rules.js';
import type { PinnedKeys } from '../trust/pinned-keys.js';
import { Credentials, type ResolvedCredentials } from './credentials.js';
import { secretOf } from './present-credentials.js';

const HttpUrl = z
  .url({ protocol: /^https?$/, error: 'expected an http or https address' })
  .refine((url) => !/^https?:\/\/[^/]*@/.test(url), 'an address carries no name and password');

/** How its documents are signed (XML signatures of CAP). */
const Signature = z.strictObject({
  /** Files with certificates or public keys (PEM), beside the entry. */
  certificates: z.array(z.string().min(1)).min(1),
  /** A document without a signature is refused. */
  required: z.boolean().default(false),
});

const described = {
  /** `door` apart, also part of raw ids and run ids, so only plain characters. */
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'expected lower-case letters, digits, - and .')
    .pipe(SourceId),
  title: z.string().min(1),
  agency: z.string().min(1).optional(),
  attribution: z.string().min(1),
  licence: z.string().min(1),
  enabled: z.boolean(),
  signature: Signature.optional(),
  sensors: SensorRules.optional(),
  /** Without a sign of life for longer it is silent, which is an alarm. */
  silentAfterSeconds: z.int().min(10).max(31_536_000).optional(),
  /** 1 = trusted most … 9; decides between values that two sources saw at the same moment. */
  rank: z.int().min(1).max(9).optional(),
  /** How its tables are read (`csv`, `geojson`, `json`): a file beside the entry. */
  mapping: z.string().min(1).optional(),
};

const asked = {
  format: FeedFormat,
  url: HttpUrl,
  /** No public feed is rewritten faster than every ten seconds, and none likes to be asked more often. */
  intervalSeconds: z.int().min(10).max(86_400),
  /** `host` or `host:port`, beside the one of `url`. */
  alsoHosts: z.array(z.string().regex(/^[a-z0-9.-]+(:\d+)?$/, 'expected a host name')).default([]),
  credentials: Credentials.optional(),
  /** Its hosts may be on loopback or in a private network; without it the hub goes to the public internet only. */
  privateAddresses: z.boolean().optional(),
};

const AtomSource = z.strictObject({
  ...described,
  ...asked,
  kind: z.literal('atom'),
  longUrl: HttpUrl.optional(),
  telegrams: z
    .array(z.string().regex(/^[A-Z]{4}(\d\d|\*)$/, 'expected a telegram code such as VXSE53 or VXKO*'))
    .min(1)
    .optional(),
});
/** A list of documents as RSS 2.0. */
const RssSource = z.strictObject({ ...described, ...asked, kind: z.literal('rss') });
const SingleSource = z.strictObject({ ...described, ...asked, kind: z.literal('single') });
/** A WebSocket that brings a message at a time, with an address that answers the newest ones for what was missed. */
const WebSocketSource = z.strictObject({
  ...described,
  kind: z.literal('websocket'),
  format: z.literal('p2pquake'),
  url: z
    .url({ protocol: /^wss?$/, error: 'expected a wss or ws address' })
    .refine((url) => !/^wss?:\/\/[^/]*@/.test(url), 'an address carries no name and password'),
  catchUpUrl: HttpUrl,
  /** The parameter by which it skips so many of the newest messages; without it one page of them is read. */
  catchUpSkip: z.string().min(1).optional(),
  /** Told to `url` and to `catchUpUrl`. */
  credentials: Credentials.optional(),
  /** Codes of the messages that are kept. */
  codes: z.array(z.int()).min(1),
  /** How often to catch up beside every new connection. */
  intervalSeconds: z.int().min(60).max(86_400),
  alsoHosts: asked.alsoHosts,
  privateAddresses: asked.privateAddresses,
});
const PushedSource = z.strictObject({
  ...described,
  kind: z.literal('pushed'),
  /** `any` speaks for whoever posts; an entry of a format for those it lists, and those that name it. */
  format: z.union([FeedFormat, z.literal('any')]),
  /** Whose posts these are, by client id; they may name the source themselves too. Absent = anybody may name it. */
  clients: z.array(z.string().min(1)).min(1).optional(),
});
/** Readings that a broker hands on. */
const MqttSource = z.strictObject({
  ...described,
  kind: z.literal('mqtt'),
  format: z.enum(['sensorthings', 'sensor-json']),
  url: z
    .url({ protocol: /^mqtts?$/, error: 'expected an mqtt or mqtts address' })
    .refine((url) => !/^mqtts?:\/\/[^/]*@/.test(url), 'an address carries no name and password'),
  /** Topic filters, with + and #. */
  topics: z.array(z.string().min(1)).min(1),
  /** With 1 the broker keeps a message until it is on the log. */
  qos: z.union([z.literal(0), z.literal(1)]).default(1),
  /** By which the broker knows what this hub missed; no two connections may share it. */
  clientId: z.string().min(1).max(128).optional(),
  credentials: Credentials.refine(({ user }) => user !== undefined, 'a broker takes { user, password }').optional(),
  privateAddresses: z.boolean().optional(),
});

/** Another hub, which made a client for this one. What it says is a fact here as it is there. */
const HubSource = z.strictObject({
  ...described,
  kind: z.literal('hub'),
  format: z.literal('hinomi-facts'),
  /** Its base address. */
  url: HttpUrl,
  credentials: Credentials.refine(
    ({ user }) => user !== undefined,
    'a hub takes { user, password }: a client of its own',
  ),
  /** Of what it is asked and believed. */
  topics: z.array(FactTopic).min(1),
  /** Of hazards only these are believed. Absent = all. */
  families: z.array(HazardFamily).min(1).optional(),
  /** Its exercises in place of what is real. */
  exercise: z.boolean().default(false),
  privateAddresses: z.boolean().optional(),
});

const MAPPED: readonly string[] = ['csv', 'geojson', 'json'];

/** An entry of `infra/sources/`: a publisher of a known format. */
export const Source = z
  .discriminatedUnion('kind', [
    AtomSource,
    RssSource,
    SingleSource,
    WebSocketSource,
    PushedSource,
    MqttSource,
    HubSource,
  ])
  .refine((source) => source.kind !== 'atom' || !source.telegrams || source.format === 'jma-xml', {
    path: ['telegrams'],
    error: 'only JMA telegrams have codes',
  })
  .refine((source) => !source.signature || source.format === 'cap' || source.kind === 'pushed', {
    path: ['signature'],
    error: 'only CAP alerts are signed',
  })
  .refine((source) => (source.mapping !== undefined) === MAPPED.includes(source.format), {
    path: ['mapping'],
    error: `a mapping is needed for ${MAPPED.join(', ')}, and only for these`,
  })
  .refine((source) => !source.sensors || isSensorFormat(source.format), {
    path: ['sensors'],
    error: 'only sensorthings and sensor-json are readings of sensors',
  })
  .refine((source) => source.format !== 'sensor-json' || source.sensors?.mapping !== undefined, {
    path: ['sensors', 'mapping'],
    error: 'sensor-json is read as its mapping says',
  });
/** Beside what its entry says, what it names: keys, secrets, how its tables are read. */
interface Loaded {
  pinned?: PinnedKeys;
  access?: ResolvedCredentials;
  /** What the file says that `mapping` names. */
  table?: Mapping;
  /** Why it is not as its file says: a secret is missing, or the last edit was wrong. */
  problems?: readonly EntryProblem[];
}
export type Source = z.infer<typeof Source> & Loaded;
export type AtomSource = z.infer<typeof AtomSource> & Loaded;
/** A source whose address is a list of documents. */
export type ListSource = AtomSource | (z.infer<typeof RssSource> & Loaded);
export type PushedSource = z.infer<typeof PushedSource> & Loaded;
/** A source that the hub listens to. */
export type StreamedSource = z.infer<typeof WebSocketSource> & Loaded;
export type MqttSource = z.infer<typeof MqttSource> & Loaded;
/** A hub to which this one subscribes. */
export type HubSource = z.infer<typeof HubSource> & Loaded;
/** A source that the hub asks. */
export type PolledSource = ListSource | (z.infer<typeof SingleSource> & Loaded);

/** What a report's events need to know of its source. */
export function reportSourceOf(source: Source): ReportSource {
  const { id, attribution, agency, pinned, rank, table, sensors } = source;
  return {
    id,
    attribution,
    ...(agency === undefined ? {} : { agency }),
    ...(pinned && { pinned }),
    ...(rank === undefined ? {} : { rank }),
    ...(table && { mapping: table }),
    ...(sensors && { sensors }),
    ...(source.kind === 'hub' && { hub: { ...source } }),
  };
}

/** What a file of the folder says. */
export interface ReadEntry {
  /** As the file is named. */
  id: SourceId;
  file: string;
  /** Null when it says nothing that could be used. */
  source: Source | null;
  problems: readonly EntryProblem[];
}

/** Where the secrets are that its entry refers to. */
export function credentialsOf(source: Source): Credentials | undefined {
  return 'credentials' in source ? source.credentials : undefined;
}

/** Whether it has every secret that its entry refers to. */
export function hasAccess(source: Source): boolean {
  return !source.enabled || !credentialsOf(source) || source.access !== undefined;
}

/** Whether this hub asks it, or listens to it. */
export function isHeard(source: Source, polling: 'on' | 'off'): source is PolledSource | StreamedSource {
  return isGoneTo(source, polling) && source.kind !== 'mqtt' && source.kind !== 'hub';
}

/** The brokers and hubs this hub listens to; the setting that keeps it from asking keeps it from going there too. */
export function isSubscribed(source: Source, polling: 'on' | 'off'): source is MqttSource | HubSource {
  return isGoneTo(source, polling) && (source.kind === 'mqtt' || source.kind === 'hub');
}

function isGoneTo(source: Source, polling: 'on' | 'off'): source is Exclude<Source, PushedSource> {
  return polling === 'on' && source.kind !== 'pushed' && source.enabled && hasAccess(source);
}

/** Which sources are asked: none while polling is off. */
export function polledSources(sources: readonly Source[], polling: 'on' | 'off'): PolledSource[] {
  return sources.filter((source) => isHeard(source, polling)).filter((source) => source.kind !== 'websocket');
}

export function subscribedSources(sources: readonly Source[], polling: 'on' | 'off'): MqttSource[] {
  return sources.filter((source) => isSubscribed(source, polling)).filter((source) => source.kind === 'mqtt');
}

export function linkedSources(sources: readonly Source[], polling: 'on' | 'off'): HubSource[] {
  return sources.filter((source) => isSubscribed(source, polling)).filter((source) => source.kind === 'hub');
}

/** Whether two entries say the same, their keys and secrets included; what is wrong with them aside. */
export function sameSource(a: Source, b: Source | undefined): boolean {
  if (!b) return false;
  const [one, other] = [withoutAccess(a), withoutAccess(b)];
  return isDeepStrictEqual(one.rest, other.rest) && one.secret === other.secret;
}

/** A secret is compared by what it says; compared as an object it would be equal to any other. */
function withoutAccess({ access, problems: _aside, ...rest }: Source): { rest: unknown; secret: string | null } {
  return { rest, secret: access ? secretOf(access) : null };
}

/** Which sources are listened to; they are asked for what was missed, so none while polling is off. */
export function streamedSources(sources: readonly Source[], polling: 'on' | 'off'): StreamedSource[] {
  return sources.filter((source) => isHeard(source, polling)).filter((source) => source.kind === 'websocket');
}
