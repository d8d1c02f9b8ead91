import { bearerToken } from '@hinomi/access';
import { FEED_FORMATS } from '@hinomi/contracts';
import { isTelegramFormat, MAX_LIST_BYTES, MAX_REPORT_BYTES } from '@hinomi/ingest';
import { BodyLanes, headerOf, type BodyLane } from '@hinomi/service-kit';
import type { HubConfig } from './config.js';

const MB = 1024 * 1024;
const FEED = /^\/api\/v1\/feeds\/([^/]+)\/?$/;
const LIST = /^\/api\/v1\/(?:shelters\/import|drills\/replay)\/?$/;
const TELEGRAMS: ReadonlySet<string> = new Set(FEED_FORMATS.filter(isTelegramFormat));
/** The largest that any other door reads, an attachment of the log book. */
const LARGEST_OTHER = 16 * MB;

const isTelegram = (path: string): boolean => TELEGRAMS.has(FEED.exec(path)?.[1] ?? '');

/** A flood of readings leaves the lane of telegrams free, and neither is in the way of a tablet. */
const INTAKE: readonly BodyLane[] = [
  {
    ...{ name: 'telegrams', takes: isTelegram, code: 'ingest.unavailable', forSigned: true },
    ...{ requests: 2_000, bytes: 64 * MB, largest: MAX_REPORT_BYTES },
  },
  {
    ...{ name: 'readings-and-tables', takes: (path) => FEED.test(path), code: 'ingest.unavailable', forSigned: true },
    ...{ requests: 400, bytes: 128 * MB, largest: MAX_REPORT_BYTES },
  },
  {
    ...{ name: 'lists', takes: (path) => LIST.test(path), code: 'ingest.unavailable', forSigned: true },
    ...{ requests: 4, bytes: 4 * MAX_LIST_BYTES, largest: MAX_LIST_BYTES },
  },
];

/** What this process may hold of bodies; what it passes on to another process it never holds. */
export function bodyLanes(
  config: Pick<HubConfig, 'services' | 'ingestUrl'>,
  stands: (token: string | undefined) => Promise<unknown>,
): BodyLanes {
  const isPassedOn = (path: string): boolean => config.ingestUrl !== null && (FEED.test(path) || LIST.test(path));
  const others: BodyLane = {
    ...{ name: 'others', takes: (path) => !isPassedOn(path), code: 'log.unavailable', forSigned: false },
    ...{ requests: 4_000, bytes: 256 * MB, largest: LARGEST_OTHER },
  };
  return new BodyLanes([...(config.services.includes('ingest') ? INTAKE : []), others], (request) =>
    stands(bearerToken(headerOf(request, 'authorization'))),
  );
}
