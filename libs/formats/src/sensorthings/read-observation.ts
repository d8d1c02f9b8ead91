import { readInstant, type Instant } from '@hinomi/contracts';
import type { JsonProblem } from '../json/read-json.js';
import type { ThingsObservation } from './sensor-things.js';

/** The parts of an Observation, wherever they stood: in an entity, or in a row of a data array. */
export interface ObservationParts {
  phenomenonTime?: unknown;
  result?: unknown;
  resultTime?: unknown;
  resultQuality?: unknown;
}

/** `resultQuality` is anybody's text or object; these words say in any of them that the value is not to be relied on. */
const DOUBT = /\b(bad|invalid|suspect|doubtful|poor|error|failed?|erroneous|questionable)\b|異常|欠測|疑/i;

/** `at`: the place of a part. */
export function readObservation(
  parts: ObservationParts,
  datastreamId: string,
  path: string,
  at: (part: keyof ObservationParts) => string,
): ThingsObservation | JsonProblem {
  const phenomenonTime = readTime(parts.phenomenonTime);
  if (phenomenonTime === null) {
    const message =
      parts.phenomenonTime === undefined
        ? 'an observation without phenomenonTime cannot be told from another'
        : 'expected a time such as 2026-09-01T00:00:00Z, or an interval of two';
    return { path: at('phenomenonTime'), message };
  }
  const value = readResult(parts.result);
  if (value === undefined) return { path: at('result'), message: 'expected a number, or null for no result' };
  const doubtful = parts.resultQuality !== undefined && DOUBT.test(JSON.stringify(parts.resultQuality));
  return { datastreamId, phenomenonTime, value, doubtful, resultTime: readTime(parts.resultTime), path };
}

export function isProblem(read: ThingsObservation | JsonProblem): read is JsonProblem {
  return 'message' in read;
}

/** An instant, or the end of an ISO 8601 interval. */
function readTime(written: unknown): Instant | null {
  if (typeof written !== 'string') return null;
  const [from = '', to] = written.split('/');
  const start = readInstant(from);
  if (to === undefined || start === null) return start;
  const end = readInstant(to);
  return end === null || end < start ? null : end;
}

/** Some servers write numbers as text. `undefined` = none of these. */
function readResult(result: unknown): number | null | undefined {
  if (result === null) return null;
  if (typeof result === 'string' && !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*$/i.test(result)) return undefined;
  if (typeof result !== 'number' && typeof result !== 'string') return undefined;
  const value = Number(result);
  return Number.isFinite(value) ? value : undefined;
}
