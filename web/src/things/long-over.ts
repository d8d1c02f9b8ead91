import { FIELD_REPORT_SOURCE } from '@hinomi/contracts';
import type { ThingFeature } from './thing-feature.js';

/** Whoever comes on duty sees what ended since the day before; after that it is in the lists only. Product decision. */
const SHOWN_MS = 24 * 60 * 60_000;

/** What headquarters alone told of, and said long ago that it is over: the map has no more of it. */
export function isLongOver({ properties, sources }: ThingFeature, hubNowMs: number): boolean {
  const end = properties.attributes['endtime']?.value;
  if (typeof end !== 'string' || sources.some(({ source }) => source !== FIELD_REPORT_SOURCE)) return false;
  return hubNowMs - Date.parse(end) > SHOWN_MS;
}
