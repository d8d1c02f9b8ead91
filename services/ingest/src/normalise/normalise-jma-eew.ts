import { defaultEnd, laterBy, type EewStatement, type Instant } from '@hinomi/contracts';
import type { JmaBody, JmaHead } from '@hinomi/formats';
import type { JmaFamilyReport } from './normalise-jma-xml-families.js';

const EEW_REVISION = 1;

/** The shaking goes on for about a minute after it begins. */
const SHAKING_MS = 60_000;

type EewBody = Extract<JmaBody, { family: 'eew' }>;

/**
 * One numbered report of one event; warning (VXSE43) and forecast (VXSE45) count by themselves. A 取消 repeats the number of the
 * report before it and comes later, so it stands above it.
 */
export function eewReport(head: JmaHead, { telegram, eventId, statement }: EewBody): JmaFamilyReport {
  return {
    family: 'eew',
    hazard: `jma-eew:${eventId}`,
    subject: `jma:${telegram}:${eventId}`,
    version: head.serial ?? 0,
    parserRevision: EEW_REVISION,
    effect: statement === null ? 'voids-subject' : 'states',
    statement,
    validFrom: statement?.originTime ?? head.reportDateTime,
    validTo: endOfShaking(head.reportDateTime, statement),
  };
}

/** Until the last area has shaken, and not before the in-force table says. */
export function endOfShaking(issuedAt: Instant, statement: EewStatement | null): Instant {
  const arrivals = statement?.areas.flatMap(({ arrivalAt }) => arrivalAt ?? []) ?? [];
  return arrivals.reduce(
    (end, arrival) => {
      const over = laterBy(arrival, SHAKING_MS);
      return over > end ? over : end;
    },
    defaultEnd('eew', issuedAt),
  );
}
