/** The hub as one process, as `npm start` runs it, on a disk of its own where that is permitted. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEmbeddedLog } from '@hinomi/event-log';
import { Member } from '../cluster/member.mjs';
import { freePorts } from '../free-ports.mjs';
import { mountDisk, unmountDisk } from './own-network.mjs';

const CLOCK = fileURLToPath(new URL('clock-jump.mjs', import.meta.url));
const DISK_BYTES = 2 ** 30;

/** What every process of a hub gets in a round. */
export function hubSettings(dir, boundariesDir) {
  const clockFile = join(dir, 'clock');
  writeFileSync(clockFile, '0');
  return {
    clockFile,
    env: {
      HINOMI_POLLING: 'off',
      HINOMI_DRILL: 'off',
      HINOMI_WEBHOOK_RANGES: 'loopback',
      HINOMI_LOG_FORMAT: 'text',
      HINOMI_LOG_LEVEL: 'warn',
      HINOMI_BOUNDARIES_DIR: boundariesDir,
      NODE_OPTIONS: `--import=${CLOCK}`,
      FAULTS_CLOCK: clockFile,
    },
  };
}

export async function startEmbeddedWorld({ dir, boundariesDir, isOwnNetwork, say }) {
  const data = join(dir, 'data');
  mkdirSync(data, { recursive: true });
  if (isOwnNetwork) mountDisk(data, DISK_BYTES);
  const { env: settings, clockFile } = hubSettings(dir, boundariesDir);
  const [port] = await freePorts(1);
  const env = { ...settings, HINOMI_PORT: String(port), HINOMI_DATA_DIR: data };
  const hub = new Member({ name: 'hub', program: 'hub', env, say: (text) => say(`hub │ ${text}`) });
  await hub.start();
  const network = isOwnNetwork ? ['cut'] : [];
  return {
    url: `http://localhost:${port}`,
    data,
    members: [
      {
        name: 'hub',
        faults: ['kill', 'stop', 'restart', 'slow', 'clock', ...network],
        actor: hub,
        ports: [port],
        setClock: (offMs) => writeFileSync(clockFile, String(offMs)),
      },
      ...(isOwnNetwork ? [{ name: 'disk', faults: ['disk'], folder: data }] : []),
    ],
    readyUrls: [`http://localhost:${port}/readyz`],
    foldEnv: { ...env, NODE_OPTIONS: '' },
    openLog: () => readEmbeddedLog(join(data, 'log')),
    async end() {
      await hub.stop();
    },
    remove() {
      if (isOwnNetwork) unmountDisk(data);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
