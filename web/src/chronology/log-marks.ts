import { standingVersion, type LogEntry } from '@hinomi/contracts';
import type { PointMark } from '../map/point-marks.js';

/** One entry on the map, by its id. */
export type LogMark = PointMark;

/** More would hide the map; the newest stay. */
const MOST_MARKS = 200;
/** Of the content, in what hovering tells. */
const TITLE_LETTERS = 60;

/**
 * Entries that somebody wrote and gave a place on the map. What the hub writes by itself is of things that the map shows already, and
 * would stand on top of them.
 */
export function logMarks(entries: Iterable<LogEntry>): LogMark[] {
  const marks: { at: string; mark: LogMark }[] = [];
  for (const entry of entries) {
    const { text } = standingVersion(entry);
    const lngLat = text.place?.lngLat ?? null;
    if (entry.auto !== null || lngLat === null) continue;
    const said = text.content.length > TITLE_LETTERS ? `${text.content.slice(0, TITLE_LETTERS)}…` : text.content;
    const title = [text.place?.name, said].filter(Boolean).join(' ');
    marks.push({ at: text.at, mark: { id: entry.entryId, at: lngLat, title } });
  }
  return marks
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, MOST_MARKS)
    .map(({ mark }) => mark);
}
