import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { HubConfigSchema, readHubConfig } from './config.js';
import { SERVICES } from './services.js';

interface ComposeService {
  image: string;
  environment?: Record<string, string | number>;
  ports?: string[];
  volumes?: string[];
  healthcheck?: unknown;
}

const root = process.cwd();
const read = (file: string): string => readFileSync(path.resolve(root, file), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, ComposeService> };
const services = Object.entries(compose.services);
const ours = services.filter(([, { image }]) => image.startsWith('hinomi'));

/** `${NAME:-default}` as compose fills it in. */
function filled(text: string, env: Readonly<Record<string, string>> = {}): string {
  return text.replace(
    /\$\{(\w+)(?::-([^}]*))?\}/g,
    (_, name: string, otherwise = '') => env[name] ?? String(otherwise),
  );
}
const settingsOf = ({ environment = {} }: ComposeService, env?: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(String(value), env)]));

const hasCompose = spawnSync('docker-compose', ['version']).status === 0;
const withCompose = hasCompose ? it : it.skip;
const hasHaproxy = spawnSync('haproxy', ['-v']).status === 0;
const withHaproxy = hasHaproxy ? it : it.skip;

describe('docker-compose.yml', () => {
  withCompose(`is understood by docker-compose${hasCompose ? '' : ' (install the package docker-compose)'}`, () => {
    const { status, stderr } = spawnSync('docker-compose', ['config', '-q'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  withHaproxy(`is fronted by what haproxy understands${hasHaproxy ? '' : ' (install the package haproxy)'}`, () => {
    const files = ['haproxy.cfg', 'compose-gateways.cfg'].flatMap((file) => ['-f', `infra/cluster/${file}`]);
    const env = { ...process.env, HINOMI_CLUSTER_BIND: '127.0.0.1:18080' };
    expect(spawnSync('haproxy', ['-c', ...files], { encoding: 'utf8', env }).status).toBe(0);
  });

  it('runs every service of the hub: two gateways, and an aggregator that stands by', () => {
    const hosted = ours.map(([, service]) => settingsOf(service)['HINOMI_SERVICES']);
    expect([...hosted].sort().join(' ')).toBe('aggregator aggregator delivery gateway gateway ingest phr shelter');
    expect(new Set(hosted)).toEqual(new Set(SERVICES));
  });

  it.each(ours)('gives %s only settings that there are, and that agree', (_, service) => {
    const settings = settingsOf(service);
    const known = Object.keys(HubConfigSchema.shape);
    expect(Object.keys(settings).filter((name) => !known.includes(name))).toEqual([]);
    expect(readHubConfig(settings)).toMatchObject({ demonstration: false, log: { kind: 'kafka' } });
  });

  it('can speak HTTPS under a name, with what .env sets', () => {
    const env = {
      HINOMI_HOST: 'hub.town.example',
      HINOMI_PUBLIC_URL: 'https://hub.town.example',
      HINOMI_BEHIND_PROXY: 'off',
      HINOMI_TLS_CERT: '/tls/cert.pem',
      HINOMI_TLS_KEY: '/tls/key.pem',
    };
    for (const [, service] of ours) {
      const { tls, services: hosted } = readHubConfig(settingsOf(service, env));
      expect(tls === null).toBe(!hosted.includes('gateway'));
    }
  });

  it('gives each aggregator a disk of its own, and the gateways the same boundaries', () => {
    const volumesOf = (what: string): string[] =>
      ours
        .filter(([, service]) => settingsOf(service)['HINOMI_SERVICES'] === what)
        .map(([, { volumes = [] }]) => String(volumes[0]));
    expect(new Set(volumesOf('aggregator')).size).toBe(2);
    expect(volumesOf('gateway')).toEqual(['boundaries:/boundaries', 'boundaries:/boundaries']);
  });

  it('names a version of every image, and the Kafka that the tests run', () => {
    for (const [, { image }] of services) expect(image).toMatch(/:\d+[\d.-]*\d(-[\w.]+)?$/);
    const [, tested] = /<kafka\.version>([^<]+)/.exec(read('infra/kafka/pom.xml')) ?? [];
    expect(compose.services['kafka']?.image).toBe(`apache/kafka:${tested}`);
    expect(read('Dockerfile').match(/^FROM (\S+)/gm)).toEqual([
      expect.stringMatching(/^FROM node:\d+\.\d+\.\d+-/),
      expect.stringMatching(/^FROM node:\d+\.\d+\.\d+-/),
    ]);
  });

  it('publishes on loopback, and checks the health of what has none in its image', () => {
    for (const [, { ports = [] }] of services) for (const port of ports) expect(filled(port)).toMatch(/^127\.0\.0\.1:/);
    for (const [name, { image, healthcheck }] of services)
      expect([name, image.startsWith('hinomi') || healthcheck !== undefined]).toEqual([name, true]);
    expect(read('Dockerfile')).toMatch(/^HEALTHCHECK /m);
    expect(read('Dockerfile')).toMatch(/^USER node$/m);
  });
});
