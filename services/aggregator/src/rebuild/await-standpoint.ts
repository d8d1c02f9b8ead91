import { setTimeout as pause } from 'node:timers/promises';
import {
  HubError,
  millisOf,
  readHeartbeat,
  readStandpoint,
  topicIn,
  type Realm,
  type Standpoint,
} from '@hinomi/contracts';
import type { LogReader } from '@hinomi/event-log';

/** A writer says where it stands each second while anything changes; ten times that is a busy machine. */
const ATTEMPTS = 40;
const LOOK_MS = 250;
/** Some seconds for all sensors to rest; with thousands of them they may never. */
const FOR_SENSORS = 12;
/** A sign of life is given each second; three missed ones are silence, and clocks differ a little. */
const ALIVE_MS = 5_000;

/**
 * The newest standpoint of a picture that is being written, of all that is on it now. `log.unavailable` when its writer does not
 * say where it stands.
 */
export async function awaitStandpoint(log: LogReader, realm: Realm): Promise<Standpoint> {
  const [goal = 0] = await log.end(topicIn(realm, 'picture'));
  let newest: Standpoint | null = null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    newest = await latestStandpoint(log, realm);
    const isWhole = newest !== null && newest.picture >= goal;
    if (isWhole && (newest?.sensorsOwed === 0 || attempt >= FOR_SENSORS)) return newest as Standpoint;
    await pause(LOOK_MS);
  }
  if (newest !== null && newest.picture >= goal) return newest;
  const why = 'it may be starting, catching up or of an older version: try again in a moment';
  throw new HubError('log.unavailable', `The writer of the ${realm} picture does not say where it stands; ${why}.`, {
    retryable: true,
  });
}

/** The newest standpoint there is; null when nobody ever told one. */
export async function latestStandpoint(log: LogReader, realm: Realm): Promise<Standpoint | null> {
  let newest: Standpoint | null = null;
  for await (const record of log.read(topicIn(realm, 'writers'), [])) newest = readStandpoint(record) ?? newest;
  return newest;
}

/** Who writes the picture now, by the signs of life on a log of several processes; null = nobody. */
export async function livingWriter(log: LogReader, realm: Realm, nowMs: number): Promise<string | null> {
  let living: string | null = null;
  for await (const record of log.read(topicIn(realm, 'writers'), [])) {
    if (readStandpoint(record) !== null) continue;
    const { writer, resigned } = readHeartbeat(record);
    living = resigned || nowMs - millisOf(record.appendedAt) > ALIVE_MS ? null : writer;
  }
  return living;
}
