import {
  contentDigest,
  defaultEnd,
  laterBy,
  type AlertSegment,
  type AlertStatement,
  type CoastForecast,
  type EventId,
  type HazardFamily,
  type HazardId,
  type HazardReportedV1,
  type HazardStatement,
  type Instant,
  type RiverFloodStatement,
  type RunId,
  type SourceId,
  type Subject,
  type TsunamiCategory,
  type TsunamiStatement,
} from '@hinomi/contracts';

/** Every builder counts its minutes from here. */
export const BUILDER_EPOCH = '2026-09-01T00:00:00.000Z' as Instant;

/** So many minutes after {@link BUILDER_EPOCH}. */
export function minute(count: number): Instant {
  return laterBy(BUILDER_EPOCH, count * 60_000);
}

/** What can be said of any report; times are minutes. */
export interface ReportParts {
  /** When its agency gave it. */
  at?: number;
  /** When it was sent; `at` unless told otherwise. */
  sentAt?: number;
  version?: number;
  parserRevision?: number;
  effect?: HazardReportedV1['effect'];
  /** Minute it ends; null = open; absent = the in-force table. */
  ends?: number | null;
  run?: string | null;
  subject?: string;
  headline?: string;
  /** Who passed it on. */
  relay?: string;
}

/** A report as a normaliser makes it; ids get the drill's prefix when it belongs to a run. */
export function hazardReport(
  parts: ReportParts & { hazard: string; family: HazardFamily; subject: string; statement: HazardStatement | null },
): HazardReportedV1 {
  const { at = 0, run = null, effect = 'states' } = parts;
  const issuedAt = minute(at);
  const prefix = run === null ? '' : `drill:${run}:`;
  const statement = effect === 'states' ? parts.statement : null;
  return {
    hazardId: `${prefix}${parts.hazard}` as HazardId,
    family: parts.family,
    subject: `${prefix}${parts.subject}` as Subject,
    order: {
      version: parts.version ?? 0,
      issuedAt,
      sentAt: minute(parts.sentAt ?? at),
      parserRevision: parts.parserRevision ?? 1,
      digest: contentDigest(statement),
    },
    effect,
    exercise: run as RunId | null,
    source: {
      id: 'test-feed' as SourceId,
      agency: '気象庁',
      attribution: '出典：気象庁',
      ...(parts.relay !== undefined && { relay: parts.relay }),
    },
    title: `${parts.family} ${at}`,
    headline: parts.headline ?? '',
    text: '',
    issuedAt,
    validFrom: issuedAt,
    validTo: parts.ends === undefined ? endOf(parts.family, issuedAt) : parts.ends === null ? null : minute(parts.ends),
    rawId: `raw/test-feed/${at}` as EventId,
    statement,
  };
}

/** A volcano's warning stands until the next one, an order until it is lifted. */
const endOf = (family: HazardFamily, issuedAt: Instant): Instant | null =>
  family === 'volcano' || family === 'evacuation-order' ? null : defaultEnd(family, issuedAt);

/** A coast in `category`, as VTSE41 lists it. */
export function coast(code: string, category: TsunamiCategory, meters: number | null = null): CoastForecast {
  return {
    code,
    name: `津波予報区${code}`,
    category,
    kind: { code: category === 'none' ? '00' : '51', name: category },
    firstWave: null,
    maxHeight: meters === null ? null : { meters, over: false, description: `${meters}m` },
    stations: [],
  };
}

/** One part of a tsunami telegram; `events` are the earthquakes it is due to. */
export function tsunamiReport(
  part: TsunamiStatement['part'],
  events: string[],
  parts: ReportParts &
    Partial<Pick<TsunamiStatement, 'coasts' | 'observations' | 'estimations' | 'comments' | 'slightChangeUntil'>> = {},
): HazardReportedV1 {
  const telegram = {
    warning: 'VTSE41',
    arrival: 'VTSE51:arrival',
    observation: 'VTSE51:observation',
    offshore: 'VTSE52',
  };
  return hazardReport({
    ...parts,
    hazard: 'jma-tsunami',
    family: 'tsunami',
    subject: parts.subject ?? `jma:${telegram[part]}:${[...events].sort().join('+')}`,
    statement: {
      hazard: 'tsunami',
      part,
      eventIds: events,
      coasts: parts.coasts ?? [],
      observations: parts.observations ?? [],
      estimations: parts.estimations ?? [],
      earthquakes: [],
      comments: parts.comments ?? [],
      ...(parts.slightChangeUntil && { slightChangeUntil: parts.slightChangeUntil }),
    },
  });
}

/** The rivers of a 予報区域 with their levels: `{ '8202090001': 4 }`. */
export function riverReport(
  forecastArea: string,
  levels: Record<string, number>,
  parts: ReportParts & { cities?: string[] } = {},
): HazardReportedV1 {
  const rivers: RiverFloodStatement['rivers'] = Object.entries(levels).map(([code, level]) => ({
    code,
    name: `川${code}`,
    kind: { code: `${level}0`, name: `レベル${level}` },
    level,
  }));
  return hazardReport({
    ...parts,
    hazard: `jma-river:${forecastArea}`,
    family: 'river-flood',
    subject: parts.subject ?? `jma:VXKO:${forecastArea}`,
    statement: {
      hazard: 'river-flood',
      forecastArea: { code: forecastArea, name: `予報区域${forecastArea}` },
      rivers,
      inundationCities: (parts.cities ?? []).map((code) => ({ code, name: `市${code}` })),
      texts: [],
    },
  });
}

/** One area of validity of an alert. */
export function segment(parts: Partial<AlertSegment> = {}): AlertSegment {
  return {
    categories: ['Met'],
    responseTypes: [],
    urgency: 'Expected',
    severity: 'Severe',
    certainty: 'Likely',
    onset: null,
    expires: null,
    texts: [
      {
        language: 'en',
        event: 'Flood',
        senderName: null,
        headline: null,
        description: null,
        instruction: null,
        areaDescription: 'Somewhere',
      },
    ],
    web: null,
    geometry: null,
    circles: [],
    geocodes: [],
    ...parts,
  };
}

/** A CAP message with the short name `name`; `supersedes` are short names too. */
export function alertReport(
  name: string,
  parts: ReportParts & { msgType?: AlertStatement['msgType']; supersedes?: string[]; segments?: AlertSegment[] } = {},
): HazardReportedV1 {
  const { at = 0, run = null, msgType = 'Alert' } = parts;
  const prefix = run === null ? '' : `drill:${run}:`;
  return hazardReport({
    ...parts,
    hazard: `cap:${name}`,
    family: 'alert',
    subject: parts.subject ?? `cap:${name}`,
    statement: {
      hazard: 'alert',
      sender: 'sender@example',
      identifier: name,
      sent: minute(at),
      msgType,
      supersedes: (parts.supersedes ?? []).map((other) => `${prefix}cap:${other}`),
      segments: msgType === 'Cancel' ? [] : (parts.segments ?? [segment()]),
    },
  });
}
