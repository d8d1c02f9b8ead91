import {
  INTENSITY_CLASSES,
  INTENSITY_SEVERITY,
  type AreaSet,
  type EarthquakeStatement,
  LONG_PERIOD_SEVERITY,
  type IntensityClass,
  type LongPeriodMotion,
  type ObservedIntensity,
  type Severity,
} from '@hinomi/contracts';
import {
  endsAhead,
  hazardFeature,
  laterEnd,
  NOTHING,
  textsOf,
  type Derived,
  type DraftFeature,
  type Surroundings,
} from './hazard-feature.js';
import { heardIn } from './heard-in.js';
import { isOver, newestFirst, standingReports, type HazardState, type Standing } from './hazard-state.js';
import { locateArea, type Place } from './locate-area.js';

export interface QuakeReport extends Standing {
  statement: EarthquakeStatement;
}

/** VXSE53 replaces 51 and 52, 61 replaces the hypocentre (hazard-feeds 3); what a report does not say is taken from the next. */
export const FACTS_FROM = ['VXSE61', 'VXSE53', 'VXSE52', 'VXSE51', 'VXSE62'] as const;
const TEXT_FROM = ['VXSE53', 'VXSE52', 'VXSE51', 'VXSE61', 'VXSE62'] as const;

/**
 * One earthquake of JMA, under its EventID and the ids of copies that were passed on: a main feature at the hypocentre and one
 * feature per class of felt intensity.
 */
export function deriveEarthquake(states: readonly HazardState[], surroundings: Surroundings): Derived {
  const reports = heardReports(states);
  const newestOf = (kind: string): OwnedReport | undefined =>
    reports.find(({ statement }) => statement.report === kind);
  const firstWith = (kinds: readonly string[], has: (statement: EarthquakeStatement) => boolean) =>
    kinds.map(newestOf).find((report) => report !== undefined && has(report.statement));

  const lead = firstWith(TEXT_FROM, () => true);
  const state = states.find((one) => reports.some(({ owner }) => owner === one));
  if (lead === undefined || state === undefined) return NOTHING;
  const felt = firstWith(['VXSE53', 'VXSE51'], ({ intensities }) => intensities !== null);
  const origin = firstWith(FACTS_FROM, ({ originTime }) => originTime !== null);
  const hypocentre = firstWith(FACTS_FROM, (statement) => statement.hypocentre !== null);
  const magnitude = firstWith(FACTS_FROM, (statement) => statement.magnitude !== null);
  const swayed = firstWith(['VXSE62'], ({ longPeriod }) => longPeriod !== undefined);
  const used = [...new Set([lead, felt, origin, hypocentre, magnitude, swayed])].filter(
    (report) => report !== undefined,
  );

  const own = used.filter(({ owner }) => owner === state);
  const to = (own.length > 0 ? own : used).map(({ report }) => report.validTo).reduce(laterEnd);
  if (states.some((one) => isOver(one, to))) return NOTHING;
  const originTime = origin?.statement.originTime ?? null;
  const observed = lead.statement.distant ? [] : (felt?.statement.intensities ?? []);
  const readingsMissing = observed.some(({ intensity }) => intensity === '5-?');
  const maxIntensity = strongest([felt?.statement.maxIntensity ?? null, ...observed.map(({ intensity }) => intensity)]);
  const longPeriod = swayed?.statement.longPeriod;
  const lngLat = hypocentre?.statement.hypocentre?.lngLat ?? null;
  const valid = { from: originTime ?? lead.report.validFrom, to };

  const classes = intensityFeatures(state, lead, felt, observed, originTime, valid, surroundings);
  const everywhere = feltArea(observed, ['area', 'city'], surroundings);
  const main = hazardFeature(
    {
      state,
      used: [...used, ...newestCopy(states, used)],
      geometry: lngLat && { type: 'Point', coordinates: lngLat },
      place: lngLat === null ? (everywhere?.place ?? null) : null,
      ...(lngLat === null && everywhere ? { set: everywhere.set } : {}),
      areaCodes: lngLat === null ? (everywhere?.place.areaCodes ?? []) : prefecturesOf(everywhere?.place),
      severity: severityOf(maxIntensity, readingsMissing, longPeriod, magnitude?.statement.magnitude?.value ?? null),
      valid,
      observedAt: originTime,
      properties: {
        type: 'earthquake',
        hazardId: state.hazardId,
        main: true,
        ...textsOf(lead),
        originTime,
        hypocentre: hypocentre?.statement.hypocentre ?? null,
        magnitude: magnitude?.statement.magnitude ?? null,
        maxIntensity,
        readingsMissing,
        distant: lead.statement.distant,
        ...(longPeriod && { longPeriod }),
        comments: [...new Set(used.flatMap(({ statement }) => statement.comments))],
        reports: [...new Set(used.map(({ statement }) => statement.report))].sort(),
        url: null,
        ...unknownPlacesOf(used),
      },
    },
    surroundings,
  );
  return { features: [main, ...classes], ends: endsAhead(state, [to]) };
}

/** The current earthquake reports of a hazard, newest first. */
export function quakeReports(state: HazardState): QuakeReport[] {
  return standingReports(state)
    .flatMap((standing) =>
      standing.report.statement?.hazard === 'earthquake' ? [{ ...standing, statement: standing.report.statement }] : [],
    )
    .sort(newestFirst);
}

interface OwnedReport extends QuakeReport {
  owner: HazardState;
}

/** What JMA says itself, and through others where it was not heard, newest first. */
export function heardReports(states: readonly HazardState[]): OwnedReport[] {
  const isHeard = heardIn(states);
  return states
    .flatMap((owner) => quakeReports(owner).map((report) => ({ ...report, owner })))
    .filter(({ report }) => isHeard(report))
    .sort(newestFirst);
}

/** Who passes on what JMA says is credited, also where JMA is heard itself. */
function newestCopy(states: readonly HazardState[], used: readonly QuakeReport[]): QuakeReport[] {
  if (used.some(({ report }) => report.source.relay !== undefined)) return [];
  const copies = states.flatMap(quakeReports).filter(({ report }) => report.source.relay !== undefined);
  return copies.sort(newestFirst).slice(0, 1);
}

function unknownPlacesOf(used: readonly QuakeReport[]): { unknownPlaces?: string[] } {
  const names = [...new Set(used.flatMap(({ statement }) => statement.unknownPlaces ?? []))].sort();
  return names.length === 0 ? {} : { unknownPlaces: names };
}

/** Without intensities a magnitude of 6 or more is worth an advisory; less is information. */
export function magnitudeSeverity(magnitude: number | null): Severity {
  return magnitude !== null && magnitude >= 6 ? 2 : 1;
}

function severityOf(
  max: IntensityClass | null,
  readingsMissing: boolean,
  longPeriod: LongPeriodMotion | undefined,
  magnitude: number | null,
): Severity {
  if (max === null) {
    const bySway = longPeriod === undefined ? 0 : LONG_PERIOD_SEVERITY[longPeriod.max];
    return Math.max(magnitudeSeverity(magnitude), bySway) as Severity;
  }
  const severity = INTENSITY_SEVERITY[max];
  return readingsMissing ? (Math.max(severity, INTENSITY_SEVERITY['5-?']) as Severity) : severity;
}

/** The strongest class read; a missing reading is named only where no class was read at all. */
function strongest(classes: readonly (IntensityClass | null)[]): IntensityClass | null {
  const given = classes.filter((intensity) => intensity !== null);
  const read = given.filter((intensity) => intensity !== '5-?');
  const rank = (intensity: IntensityClass): number => INTENSITY_CLASSES.indexOf(intensity);
  return (read.length > 0 ? read : given).sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

function intensityFeatures(
  state: HazardState,
  lead: QuakeReport,
  felt: QuakeReport | undefined,
  observed: readonly ObservedIntensity[],
  originTime: EarthquakeStatement['originTime'],
  valid: DraftFeature['valid'],
  surroundings: Surroundings,
): DraftFeature[] {
  if (felt === undefined) return [];
  const level = observed.some((reading) => reading.level === 'city') ? 'city' : 'area';
  return INTENSITY_CLASSES.flatMap((intensity) => {
    const readings = observed.filter((reading) => reading.intensity === intensity);
    const located = feltArea(readings, [level], surroundings);
    if (located === null) return [];
    return hazardFeature(
      {
        state,
        suffix: `intensity:${intensity}`,
        used: [felt],
        ...located,
        severity: INTENSITY_SEVERITY[intensity],
        valid,
        observedAt: originTime,
        properties: {
          type: 'earthquake-intensity',
          hazardId: state.hazardId,
          main: false,
          ...textsOf(lead),
          originTime,
          intensity,
        },
      },
      surroundings,
    );
  });
}

const SET_OF_LEVEL: Record<ObservedIntensity['level'], AreaSet> = { area: 'jma-quake-area', city: 'jma-city' };

/** The areas of some readings, at the first level that has any. */
function feltArea(
  observed: readonly ObservedIntensity[],
  levels: readonly ObservedIntensity['level'][],
  { editionOf }: Surroundings,
): { place: Place; set: AreaSet } | null {
  for (const level of levels) {
    const set = SET_OF_LEVEL[level];
    const place = locateArea(
      editionOf(set),
      set,
      observed.filter((reading) => reading.level === level).map(({ code, name }) => ({ code, name })),
    );
    if (place !== null) return { place, set };
  }
  return null;
}

/** The main feature names prefectures only: a great earthquake is felt in most municipalities of the country. */
function prefecturesOf(place: Place | undefined): string[] {
  return [...new Set((place?.areaCodes ?? []).map((code) => code.slice(0, 2)))].sort();
}
