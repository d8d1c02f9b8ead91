import { warning, well, wrong, type Finding } from './finding.js';

export interface MachineFacts {
  nodeVersion: string;
  memoryBytes: number;
  /** Where the data is; null = not known. */
  freeBytes: number | null;
  nowMs: number;
  /** When the newest file of the data was written; null = there is none. */
  newestMs: number | null;
  /** What other machines say, by their names: their time less ours. */
  clocks: Readonly<Record<string, number>>;
}

const [OLDEST_MAJOR, OLDEST_MINOR] = [20, 19];
const [LITTLE_MEMORY, GOOD_MEMORY] = [1.5e9, 3.5e9];
/** Photos and files are refused below the first (`libs/service-kit/src/files/file-store.ts`). */
const [NO_ROOM, LITTLE_ROOM] = [256 * 1024 * 1024, 2e9];
const [CLOCK_OFF_MS, CLOCK_WRONG_MS] = [2_000, 60_000];

/** Whether this machine can carry a hub. */
export function judgeMachine(facts: MachineFacts): Finding[] {
  return [node(facts), memory(facts), ...room(facts), ...clock(facts)];
}

function node({ nodeVersion }: MachineFacts): Finding {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, '').split('.').map(Number);
  if (major > OLDEST_MAJOR || (major === OLDEST_MAJOR && minor >= OLDEST_MINOR)) {
    return well('machine', `Node ${nodeVersion}`);
  }
  return wrong('machine', `Node ${nodeVersion} is too old`, `install Node ${OLDEST_MAJOR}.${OLDEST_MINOR} or newer`);
}

function memory({ memoryBytes }: MachineFacts): Finding {
  const words = `${gigabytes(memoryBytes)} of memory`;
  if (memoryBytes < LITTLE_MEMORY) return wrong('machine', `${words} are too little for a hub`, 'give it 4 GB');
  if (memoryBytes >= GOOD_MEMORY) return well('machine', words);
  return warning(
    'machine',
    `${words} do for a town, not for large lists`,
    'give it 4 GB; the whole country needs 8 GB',
  );
}

function room({ freeBytes }: MachineFacts): Finding[] {
  if (freeBytes === null) return [];
  const words = `${gigabytes(freeBytes)} free where the data is`;
  if (freeBytes < NO_ROOM) {
    return [
      wrong('machine', `only ${words}`, 'make room now: photos are refused already, and a full disk stops the log'),
    ];
  }
  if (freeBytes < LITTLE_ROOM)
    return [warning('machine', `only ${words}`, 'make room: a backup needs as much as log and rows')];
  return [well('machine', words)];
}

function clock({ nowMs, newestMs, clocks }: MachineFacts): Finding[] {
  const remedy = 'set the clock by NTP (timedatectl set-ntp true): times of warnings and sign-ins hang on it';
  const ahead = newestMs === null ? 0 : newestMs - nowMs;
  if (ahead > CLOCK_WRONG_MS) {
    return [wrong('machine', `the clock is ${seconds(ahead)} before what the data was last written at`, remedy)];
  }
  const off = Object.entries(clocks).filter(([, ms]) => Math.abs(ms) > CLOCK_OFF_MS);
  if (off.length === 0) return [well('machine', `the clock says ${new Date(nowMs).toISOString()}`)];
  return off.map(([name, ms]) => {
    const words = `the clock is ${seconds(Math.abs(ms))} ${ms > 0 ? 'behind' : 'ahead of'} that of ${name}`;
    return Math.abs(ms) > CLOCK_WRONG_MS ? wrong('machine', words, remedy) : warning('machine', words, remedy);
  });
}

export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

function seconds(ms: number): string {
  return ms > 7_200_000 ? `${Math.round(ms / 3_600_000)} h` : `${Math.round(ms / 1_000)} s`;
}
