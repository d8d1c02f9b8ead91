import { isLoopbackAddress } from '@hinomi/access';
import type { z } from 'zod';
import { areServices, SERVICES, type ServiceName } from './services.js';
import type { HubConfigSchema, HubEnvironment } from './config.js';

/** A setting that was itself wrong is absent here. */
type Read = Partial<HubEnvironment>;

interface Contradiction {
  setting: keyof HubEnvironment;
  message: string;
  stands: (read: Read) => boolean;
}

const hosts = ({ HINOMI_SERVICES: services }: Read, service: ServiceName): boolean =>
  areServices(services) && services.includes(service);
const isPart = ({ HINOMI_SERVICES: services }: Read): boolean =>
  areServices(services) && SERVICES.some((service) => !services.includes(service));
const isSet = (value: unknown): boolean =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
const beyondLoopback = (name: unknown): boolean => typeof name === 'string' && name !== '' && !isLoopbackName(name);
const roleIn = (url: string): string | null => (URL.canParse(url) ? new URL(url).username : null);
const publicName = ({ HINOMI_PUBLIC_URL: url }: Read): string | null =>
  typeof url === 'string' && URL.canParse(url) ? new URL(url).hostname : null;

const CONTRADICTIONS: readonly Contradiction[] = [
  {
    setting: 'HINOMI_KAFKA_BROKERS',
    message: 'HINOMI_LOG=kafka needs at least one broker, e.g. 127.0.0.1:9092',
    stands: (read) => read.HINOMI_LOG === 'kafka' && !isSet(read.HINOMI_KAFKA_BROKERS),
  },
  {
    setting: 'HINOMI_KAFKA_BROKERS',
    message: 'brokers are used with HINOMI_LOG=kafka only',
    stands: (read) => read.HINOMI_LOG === 'embedded' && isSet(read.HINOMI_KAFKA_BROKERS),
  },
  {
    setting: 'HINOMI_KAFKA_PUBLIC_BROKERS',
    message: 'topics of agencies are on Kafka, with HINOMI_LOG=kafka only',
    stands: (read) => read.HINOMI_LOG === 'embedded' && isSet(read.HINOMI_KAFKA_PUBLIC_BROKERS),
  },
  {
    setting: 'HINOMI_KAFKA_USER',
    message: 'a user of Kafka and their password are given together: HINOMI_KAFKA_USER and HINOMI_KAFKA_PASSWORD',
    stands: (read) => isSet(read.HINOMI_KAFKA_USER) !== isSet(read.HINOMI_KAFKA_PASSWORD),
  },
  {
    setting: 'HINOMI_SERVICES',
    message: 'the embedded log belongs to one process: some of the services only works with HINOMI_LOG=kafka',
    stands: (read) => isPart(read) && read.HINOMI_LOG === 'embedded',
  },
  {
    setting: 'HINOMI_INGEST_URL',
    message: 'a gateway without ingest in HINOMI_SERVICES needs the address of the process that has it',
    stands: (read) => hosts(read, 'gateway') && !hosts(read, 'ingest') && !isSet(read.HINOMI_INGEST_URL),
  },
  {
    setting: 'HINOMI_INGEST_URL',
    message: 'this process has ingest itself, or no gateway to ask for it: leave it empty',
    stands: (read) =>
      isSet(read.HINOMI_INGEST_URL) &&
      isSet(read.HINOMI_SERVICES) &&
      (hosts(read, 'ingest') || !hosts(read, 'gateway')),
  },
  {
    setting: 'HINOMI_SHELTER_URL',
    message: 'a gateway without shelter in HINOMI_SERVICES needs the address of the process that has it',
    stands: (read) => hosts(read, 'gateway') && !hosts(read, 'shelter') && !isSet(read.HINOMI_SHELTER_URL),
  },
  {
    setting: 'HINOMI_SHELTER_URL',
    message: 'this process has shelter itself, or no gateway to ask for it: leave it empty',
    stands: (read) =>
      isSet(read.HINOMI_SHELTER_URL) &&
      isSet(read.HINOMI_SERVICES) &&
      (hosts(read, 'shelter') || !hosts(read, 'gateway')),
  },
  {
    setting: 'HINOMI_PHR_URL',
    message: 'a gateway without phr in HINOMI_SERVICES needs the address of the process that has it',
    stands: (read) => hosts(read, 'gateway') && !hosts(read, 'phr') && !isSet(read.HINOMI_PHR_URL),
  },
  {
    setting: 'HINOMI_PHR_URL',
    message: 'this process has phr itself, or no gateway to ask for it: leave it empty',
    stands: (read) =>
      isSet(read.HINOMI_PHR_URL) && isSet(read.HINOMI_SERVICES) && (hosts(read, 'phr') || !hosts(read, 'gateway')),
  },
  {
    setting: 'HINOMI_DELIVERY_URL',
    message: 'a gateway without delivery in HINOMI_SERVICES needs the address of the process that has it',
    stands: (read) => hosts(read, 'gateway') && !hosts(read, 'delivery') && !isSet(read.HINOMI_DELIVERY_URL),
  },
  {
    setting: 'HINOMI_DELIVERY_URL',
    message: 'this process has delivery itself, or no gateway to ask for it: leave it empty',
    stands: (read) =>
      isSet(read.HINOMI_DELIVERY_URL) &&
      isSet(read.HINOMI_SERVICES) &&
      (hosts(read, 'delivery') || !hosts(read, 'gateway')),
  },
  {
    setting: 'HINOMI_ISSUER',
    message:
      'ingest, shelter, phr or delivery without a gateway in its process needs the address at which the gateways issue tokens',
    stands: (read) =>
      (['ingest', 'shelter', 'phr', 'delivery'] as const).some((service) => hosts(read, service)) &&
      !hosts(read, 'gateway') &&
      !isSet(read.HINOMI_ISSUER),
  },
  {
    setting: 'HINOMI_VAULT_POSTGRES_URL',
    message: 'the vault beside HINOMI_STORE=postgres needs its own role and address: see infra/postgres/vault-role.sql',
    stands: (read) => hosts(read, 'phr') && read.HINOMI_STORE === 'postgres' && !isSet(read.HINOMI_VAULT_POSTGRES_URL),
  },
  {
    setting: 'HINOMI_VAULT_POSTGRES_URL',
    message: 'must be another role than that of HINOMI_POSTGRES_URL: what the others may read is no vault',
    stands: ({ HINOMI_VAULT_POSTGRES_URL: vault, HINOMI_POSTGRES_URL: others }) =>
      vault !== undefined && others !== undefined && roleIn(vault.reveal()) === roleIn(others.reveal()),
  },
  {
    setting: 'HINOMI_POSTGRES_URL',
    message: 'HINOMI_STORE=postgres needs its address, e.g. postgresql://hinomi@127.0.0.1:5432/hinomi',
    stands: (read) => read.HINOMI_STORE === 'postgres' && !isSet(read.HINOMI_POSTGRES_URL),
  },
  {
    setting: 'HINOMI_POSTGRES_URL',
    message: 'an address is used with HINOMI_STORE=postgres only',
    stands: (read) => read.HINOMI_STORE === 'embedded' && isSet(read.HINOMI_POSTGRES_URL),
  },
  {
    setting: 'HINOMI_TLS_KEY',
    message: 'HINOMI_TLS_CERT and HINOMI_TLS_KEY belong together: set both or neither',
    stands: (read) => isSet(read.HINOMI_TLS_CERT) !== isSet(read.HINOMI_TLS_KEY),
  },
  {
    setting: 'HINOMI_BIND',
    message:
      'others would reach the hub without HTTPS: set HINOMI_HOST to the name they use, or HINOMI_BEHIND_PROXY=on when only a proxy can reach this address',
    stands: (read) =>
      beyondLoopback(read.HINOMI_BIND) &&
      !beyondLoopback(read.HINOMI_HOST) &&
      read.HINOMI_BEHIND_PROXY === 'off' &&
      !isSet(read.HINOMI_TLS_CERT),
  },
  {
    setting: 'HINOMI_PUBLIC_URL',
    message: 'must have the name in HINOMI_HOST: the hub answers to that name only',
    stands: (read) => {
      const name = publicName(read);
      if (name === null || read.HINOMI_HOST === undefined) return false;
      return isLoopbackName(read.HINOMI_HOST) ? !isLoopbackName(name) : bare(name) !== bare(read.HINOMI_HOST);
    },
  },
  {
    setting: 'HINOMI_PUBLIC_URL',
    message: 'beyond this machine the hub is reached by https:// only',
    stands: (read) => beyondLoopback(publicName(read)) && !String(read.HINOMI_PUBLIC_URL).startsWith('https:'),
  },
];

/** The schema with every rule between two settings; all are looked at even where a single setting is wrong already. */
export function withoutContradictions(schema: typeof HubConfigSchema): z.ZodType<HubEnvironment> {
  return CONTRADICTIONS.reduce<typeof HubConfigSchema>(
    (checked, { setting, message, stands }) =>
      checked.refine((read) => !stands(read), { path: [setting], message, when: () => true }),
    schema,
  );
}

/** `localhost` or an address of this machine's loopback interface. */
export function isLoopbackName(name: string): boolean {
  return name.toLowerCase() === 'localhost' || isLoopbackAddress(bare(name));
}

/** Without the brackets that an IPv6 address wears in a URL. */
function bare(name: string): string {
  return name.replace(/^\[|\]$/g, '').toLowerCase();
}
