/** The hub as many processes, brokers and a database, on a disk of their own where that is permitted. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openKafkaLog } from '@hinomi/event-log';
import { startCluster } from '../cluster/cluster.mjs';
import { hubSettings } from './embedded-world.mjs';
import { mountDisk, unmountDisk } from './own-network.mjs';

const DISK_BYTES = 3 * 2 ** 30;
const NOT_OURS = /^(kafka|postgres|haproxy)/;

export async function startClusterWorld({ dir, boundariesDir, isOwnNetwork, brokers, gateways, standbys, say }) {
  const data = join(dir, 'data');
  mkdirSync(data, { recursive: true });
  // PostgreSQL runs as a user of its own when this is root, and has to pass through.
  for (const folder of [dir, data]) chmodSync(folder, 0o755);
  if (isOwnNetwork) mountDisk(data, DISK_BYTES);
  const { env, clockFile } = hubSettings(dir, boundariesDir);
  const clocks = join(dir, 'clocks');
  mkdirSync(clocks);
  rmSync(clockFile);
  const cluster = await startCluster({
    ...{ dir: data, port: 0, brokers, gateways, standbys, say },
    env,
    envOf: (name) => ({ FAULTS_CLOCK: join(clocks, name) }),
  });
  const { kafka } = cluster;
  return {
    url: cluster.url,
    data,
    members: [
      ...cluster.members.map(({ name, member, ports }) => ({
        name,
        faults: [
          ...['kill', 'stop', 'restart', 'slow'],
          ...(NOT_OURS.test(name) ? [] : ['clock']),
          ...(isOwnNetwork ? ['cut'] : []),
        ],
        actor: member,
        ports,
        setClock: (offMs) => writeFileSync(join(clocks, name), String(offMs)),
      })),
      ...(isOwnNetwork ? [{ name: 'disk', faults: ['disk'], folder: data }] : []),
    ],
    readyUrls: [
      ...cluster.members
        .filter(({ name }) => !NOT_OURS.test(name))
        .map(({ ports: [port] }) => `http://localhost:${port}/readyz`),
      `${cluster.url}/readyz`,
    ],
    foldEnv: {
      ...env,
      NODE_OPTIONS: '',
      HINOMI_DATA_DIR: join(dir, 'fold'),
      HINOMI_LOG: 'kafka',
      HINOMI_KAFKA_BROKERS: kafka.brokers.join(','),
      HINOMI_KAFKA_USER: 'admin',
      HINOMI_KAFKA_PASSWORD: kafka.credentials.password,
      HINOMI_KAFKA_SASL: 'plain',
    },
    openLog: () => openKafkaLog({ brokers: kafka.brokers, clientId: 'hinomi-faults', credentials: kafka.credentials }),
    end: () => cluster.stop(),
    remove() {
      if (isOwnNetwork) unmountDisk(data);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
