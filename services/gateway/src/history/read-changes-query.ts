import { Instant, PictureClock, type InterestV1 } from '@hinomi/contracts';
import { interestKey } from '@hinomi/interest';
import { readPictureQuery, wrongParameter } from '../picture/read-picture-query.js';
import { readMoment } from './read-moments.js';

/** A question for a stretch of the past. */
export interface ChangesQuestion {
  clock: PictureClock;
  from: Instant;
  to: Instant;
  knownAt: Instant | null;
  interest: InterestV1;
  /** Where an earlier page ended, and by what knowledge it was answered. */
  after: { upTo: Instant; knownAt: Instant | null } | null;
}

/** The query of `GET /api/v1/picture/changes`; `request.invalid` names the parameter that is wrong. */
export function readChangesQuery(query: Readonly<Record<string, unknown>>): ChangesQuestion {
  const { from, to, clock = 'known', knownAt, cursor, ...rest } = query;
  const read = PictureClock.safeParse(clock);
  if (!read.success) throw wrongParameter('clock', 'must be known or valid');
  const asked = {
    clock: read.data,
    from: readMoment('from', from),
    to: readMoment('to', to),
    knownAt: knownAt === undefined ? null : readMoment('knownAt', knownAt),
    interest: readPictureQuery(rest),
  };
  if (asked.to < asked.from) throw wrongParameter('to', 'must not be before from');
  if (asked.knownAt !== null && asked.clock === 'known') throw wrongParameter('knownAt', 'belongs to clock=valid');
  return { ...asked, after: cursor === undefined ? null : readCursor(cursor, asked) };
}

/** Opaque to who asks: it only continues the question it was an answer to. */
export function encodeChangesCursor(question: ChangesQuestion, upTo: Instant, knownAt: Instant | null): string {
  return Buffer.from(JSON.stringify([upTo, knownAt, keyOf(question)])).toString('base64url');
}

function readCursor(cursor: unknown, question: Omit<ChangesQuestion, 'after'>): ChangesQuestion['after'] {
  const parts = typeof cursor === 'string' ? parsedJson(cursor) : null;
  const [upTo, knownAt, key] = Array.isArray(parts) ? (parts as unknown[]) : [];
  const [end, known] = [Instant.safeParse(upTo), Instant.nullable().safeParse(knownAt)];
  if (!end.success || !known.success) throw wrongParameter('cursor', 'is not one that this hub gave');
  if (key !== keyOf(question)) throw wrongParameter('cursor', 'belongs to another question');
  return { upTo: end.data, knownAt: known.data };
}

function keyOf({ clock, from, to, knownAt, interest }: Omit<ChangesQuestion, 'after'>): string {
  return [clock, from, to, knownAt ?? '', interest.exercise, interestKey(interest)].join(' ');
}

function parsedJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
