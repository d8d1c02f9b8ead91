import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  encodeEvent,
  hazardReported,
  type EventId,
  type HazardReportedV1,
  type HubEvent,
  type Instant,
  type RunId,
  type SourceId,
} from '@hinomi/contracts';
import { openEmbeddedLog, type EventLog } from '@hinomi/event-log';
import { normaliseReport } from '../normalise/normalise-report.js';
import { ListedEvents } from './listed-events.js';

const item = (id: number): string =>
  `<item><title>${id}</title><pubDate>Fri, 11 Sep 2026 00:00:00 GMT</pubDate><guid>FL${id}</guid><georss:point>1 2</georss:point></item>`;
const list = (hour: string, ...ids: number[]): Uint8Array =>
  new TextEncoder().encode(
    `<rss xmlns:georss="http://www.georss.org/georss" xmlns:gdacs="http://www.gdacs.org"><channel>
    <pubDate>Sat, 12 Sep 2026 ${hour}:00:00 GMT</pubDate>${ids.map((id) => item(id).replace('<guid>', '<gdacs:iscurrent>true</gdacs:iscurrent><guid>')).join('')}</channel></rss>`,
  );
const context = (source = 'gdacs', exercise: string | null = null) => ({
  source: { id: source as SourceId, attribution: 'GDACS' },
  exercise: exercise as RunId | null,
  rawId: 'raw/gdacs/1' as EventId,
  trace: '0'.repeat(32),
  receivedAt: '2026-09-12T12:00:00.000Z' as Instant,
});

type Context = ReturnType<typeof context>;
const completed = (listed: ListedEvents, bytes: Uint8Array, of: Context): HubEvent<HazardReportedV1>[] =>
  listed.complete(normaliseReport('gdacs', bytes, of), of).events as HubEvent<HazardReportedV1>[];

let dir: string;
let log: EventLog;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'hinomi-listed-'));
  log = await openEmbeddedLog({ dir });
});
afterEach(async () => {
  await log.close();
  await rm(dir, { recursive: true, force: true });
});

describe('ListedEvents', () => {
  it('ends after a restart what the next list leaves out', async () => {
    const before = new ListedEvents();
    const events = completed(before, list('06', 1, 2), context());
    await log.append(
      'hazards',
      events.map((event) => encodeEvent(hazardReported, event)),
    );
    const after = new ListedEvents();
    await after.preload(log);
    const said = completed(after, list('07', 1), context()).map(({ data: { hazardId, statement } }) => [
      hazardId,
      statement?.hazard === 'gdacs' && statement.isCurrent,
    ]);
    expect(said).toEqual([
      ['gdacs:FL1', true],
      ['gdacs:FL2', false],
    ]);
  });

  it('keeps sources apart, and takes nothing from a drill or from what somebody posted', () => {
    const listed = new ListedEvents();
    completed(listed, list('06', 1, 2), context());
    expect(completed(listed, list('07', 1), context('other'))).toHaveLength(1);
    expect(completed(listed, list('07', 1), context('gdacs', 'training'))).toHaveLength(1);
    completed(listed, list('06', 1, 2), context('door:somebody'));
    expect(completed(listed, list('07', 1), context('door:somebody'))).toHaveLength(1);
    expect(completed(listed, list('07', 1), context())).toHaveLength(2);
  });
});
