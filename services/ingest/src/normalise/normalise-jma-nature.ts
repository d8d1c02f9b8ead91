import { defaultEnd, laterBy, type Instant } from '@hinomi/contracts';
import type { JmaBody, JmaHead } from '@hinomi/formats';
import type { JmaFamilyReport } from './normalise-jma-xml-families.js';

/** Each goes up when the same telegram is read better than before. */
const TYPHOON_REVISION = 1;
const VOLCANO_REVISION = 1;
const ASH_REVISION = 1;

const HOUR_MS = 3_600_000;

type BodyOf<F extends JmaBody['family']> = Extract<JmaBody, { family: F }>;

/** A storm's last report is shown for a while, so that people learn that it is over. */
const LAST_SHOWN_MS = 6 * HOUR_MS;

/**
 * One storm: its EventID is kept from depression to end, whatever slot (VPTW6n) carries it. The time of the analysis orders its
 * reports: a corrected one keeps its serial.
 */
export function typhoonReport(head: JmaHead, { eventId, statement }: BodyOf<'typhoon'>): JmaFamilyReport {
  return {
    family: 'typhoon',
    hazard: `jma-typhoon:${eventId}`,
    subject: `jma:VPTW:${eventId}`,
    version: head.serial ?? 0,
    parserRevision: TYPHOON_REVISION,
    effect: statement === null ? 'voids-previous' : 'states',
    statement,
    validFrom: head.targetDateTime ?? head.reportDateTime,
    validTo: statement?.last ? laterBy(head.reportDateTime, LAST_SHOWN_MS) : defaultEnd('typhoon', head.reportDateTime),
  };
}

/**
 * A warning stands per volcano until the next one; an eruption as it was seen is a hazard of its own, by the EventID that
 * names its moment.
 */
export function volcanoReport(head: JmaHead, { telegram, eventId, statement }: BodyOf<'volcano'>): JmaFamilyReport {
  const warns = telegram === 'VFVO50' || telegram === 'VFSV';
  const from = statement?.happenedAt ?? head.targetDateTime ?? head.reportDateTime;
  return {
    family: 'volcano',
    hazard: warns ? `jma-volcano:${telegram}:${eventId}` : `jma-eruption:${telegram}:${eventId}`,
    subject: `jma:${telegram}:${eventId}`,
    version: warns ? 0 : (head.serial ?? 0),
    parserRevision: VOLCANO_REVISION,
    effect: statement !== null ? 'states' : warns ? 'voids-previous' : 'voids-subject',
    statement,
    validFrom: warns ? head.reportDateTime : from,
    validTo: warns ? null : defaultEnd('eruption', from),
  };
}

/** Ash after an eruption (速報, 詳細) and the plan for one (定時) are two forecasts; the volcano's code is the EventID of both. */
export function ashReport(head: JmaHead, { telegram, eventId, statement }: BodyOf<'ash'>): JmaFamilyReport {
  const kind = telegram === 'VFVO53' ? 'plan' : 'fall';
  const end = statement?.falls.reduce<Instant | null>(
    (latest, { to }) => (latest === null || to > latest ? to : latest),
    null,
  );
  return {
    family: 'ash',
    hazard: `jma-ash:${kind}:${eventId}`,
    subject: `jma:ash-${kind}:${eventId}`,
    // Serial counts anew with each eruption, so only time orders them.
    version: 0,
    parserRevision: ASH_REVISION,
    effect: statement === null ? 'voids-previous' : 'states',
    statement,
    validFrom: head.reportDateTime,
    validTo: head.validDateTime ?? end ?? defaultEnd('ash', head.reportDateTime),
  };
}
