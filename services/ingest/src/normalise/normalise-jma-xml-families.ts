import {
  defaultEnd,
  type EarthquakeStatement,
  type HazardReportedV1,
  type Instant,
  type TsunamiStatement,
} from '@hinomi/contracts';
import type { JmaBody, JmaHead, JmaReport } from '@hinomi/formats';
import { bulletinReport } from './normalise-jma-bulletin.js';
import { legacyWarningReport } from './normalise-jma-legacy.js';
import { nankaiReport } from './normalise-jma-nankai.js';
import { promptReport } from './normalise-jma-prompt.js';
import { eewReport } from './normalise-jma-eew.js';
import { ashReport, typhoonReport, volcanoReport } from './normalise-jma-nature.js';
import { snapshotReports } from './normalise-jma-snapshot.js';

/** Each goes up when the same telegram is read better than before. */
export const EARTHQUAKE_REVISION = 2;
export const TSUNAMI_REVISION = 2;
export const WARNING_REVISION = 1;
export const RIVER_FLOOD_REVISION = 1;

/** What one telegram says of one subject, before it is put into an event. Ids are without the drill's prefix. */
export type JmaFamilyReport = Pick<HazardReportedV1, 'family' | 'effect' | 'statement' | 'validFrom' | 'validTo'> & {
  hazard: string;
  subject: string;
  version: number;
  parserRevision: number;
};

type BodyOf<F extends JmaBody['family']> = Extract<JmaBody, { family: F }>;

/** There is one tsunami state in the country, whatever quakes it is due to (hazard-feeds 1). */
export const NATIONAL_TSUNAMI = 'jma-tsunami';

/** Telegram → the subjects it speaks of, by the keys of hazard-feeds 1 and 11. */
export function normaliseFamilies({ control, head, body }: JmaReport): JmaFamilyReport[] {
  switch (body.family) {
    case 'earthquake':
      return [earthquake(head, body)];
    case 'tsunami':
      return tsunami(head, body);
    case 'weather-warning':
      return [warning(head, body)];
    case 'nankai':
      return [nankaiReport(head, body)];
    case 'legacy-warning':
      return [legacyWarningReport(head, body)];
    case 'warning-snapshot':
      return snapshotReports(head, body.snapshot);
    case 'river-flood':
      return [riverFlood(head, body)];
    case 'typhoon':
      return [typhoonReport(head, body)];
    case 'volcano':
      return [volcanoReport(head, body)];
    case 'ash':
      return [ashReport(head, body)];
    case 'eew':
      return [eewReport(head, body)];
    case 'prompt-report':
      return [promptReport(control, head, body)];
    case 'bulletin':
      return [bulletinReport(control, head, body)];
  }
}

function earthquake(head: JmaHead, { telegram, eventId, statement }: BodyOf<'earthquake'>): JmaFamilyReport {
  const from = happenedAt(head, statement);
  return {
    family: 'earthquake',
    hazard: `jma-quake:${eventId}`,
    subject: `jma:${telegram}:${eventId}`,
    version: head.serial ?? 0,
    parserRevision: EARTHQUAKE_REVISION,
    effect: statement === null ? 'voids-subject' : 'states',
    statement,
    validFrom: from,
    validTo: defaultEnd('earthquake', from),
  };
}

function happenedAt(head: JmaHead, statement: EarthquakeStatement | null): Instant {
  return statement?.originTime ?? head.targetDateTime ?? head.reportDateTime;
}

function tsunami(head: JmaHead, { telegram, eventIds, statements }: BodyOf<'tsunami'>): JmaFamilyReport[] {
  const events = [...eventIds].sort().join('+');
  const reportOf = (subject: string, statement: TsunamiStatement | null): JmaFamilyReport => ({
    family: 'tsunami',
    hazard: NATIONAL_TSUNAMI,
    subject: `${subject}:${events}`,
    version: head.serial ?? 0,
    parserRevision: TSUNAMI_REVISION,
    effect: statement === null ? 'voids-subject' : 'states',
    statement,
    validFrom: head.reportDateTime,
    validTo: tsunamiEnd(head, statement),
  });
  if (telegram !== 'VTSE51') return [reportOf(`jma:${telegram}`, statements[0] ?? null)];
  if (statements.length > 0) return statements.map((statement) => reportOf(`jma:VTSE51:${statement.part}`, statement));
  // 取消 does not say which of its parts it takes back, so both.
  return (['arrival', 'observation'] as const).map((part) => reportOf(`jma:VTSE51:${part}`, null));
}

/** 若干の海面変動 has no lifting telegram: alone, it ends at ValidDateTime. Anything stronger stands until it is lifted. */
function tsunamiEnd(head: JmaHead, statement: TsunamiStatement | null): Instant {
  const mild = statement?.coasts.every(({ category }) => category === 'forecast' || category === 'none') ?? false;
  const stated = statement?.part === 'warning' && mild ? head.validDateTime : null;
  return stated ?? defaultEnd('tsunami', head.reportDateTime);
}

function warning(head: JmaHead, { telegram, forecastArea, statement }: BodyOf<'weather-warning'>): JmaFamilyReport {
  return {
    family: 'weather-warning',
    hazard: `jma-warning:${telegram}:${forecastArea.code}`,
    subject: `jma:${telegram}:${forecastArea.code}`,
    version: 0,
    parserRevision: WARNING_REVISION,
    // There is no id to point at, so a 取消 takes back the telegram before it (hazard-feeds 2.3).
    effect: statement === null ? 'voids-previous' : 'states',
    statement,
    validFrom: head.reportDateTime,
    validTo: defaultEnd('weather-warning', head.reportDateTime),
  };
}

function riverFlood(head: JmaHead, { telegram, eventId, statement }: BodyOf<'river-flood'>): JmaFamilyReport {
  return {
    family: 'river-flood',
    hazard: `jma-river:${eventId}`,
    subject: `jma:${telegram}:${eventId}`,
    // EventID is the forecast area and stands for ever, while Serial starts anew with each flood: only time orders them.
    version: 0,
    parserRevision: RIVER_FLOOD_REVISION,
    effect: statement === null ? 'voids-subject' : 'states',
    statement,
    validFrom: head.reportDateTime,
    validTo: defaultEnd('river-flood', head.reportDateTime),
  };
}
