import { PAGER_SEVERITY, type HazardReportedV1, type Severity } from '@hinomi/contracts';
import { magnitudeSeverity, quakeReports, type QuakeReport } from './derive-earthquake.js';
import { endsAhead, hazardFeature, NOTHING, textsOf, type Derived, type Surroundings } from './hazard-feature.js';
import { isOver, newestFirst, type HazardState } from './hazard-state.js';

/**
 * One earthquake of USGS, under every hazard id it was ever reported by: the newest report tells it, the smallest id
 * names it.
 */
export function deriveForeignEarthquake(group: readonly HazardState[], surroundings: Surroundings): Derived {
  const [owner, newest] = newestOf(group);
  const [survivor] = [...group].sort((a, b) => (a.hazardId < b.hazardId ? -1 : 1));
  if (owner === undefined || newest === undefined || survivor === undefined) return NOTHING;
  if (isOver(owner, newest.report.validTo) || momentOf(newest.report) < lastDeletion(group)) return NOTHING;
  const { statement, report } = newest;
  const magnitude = statement.magnitude?.value ?? null;
  const severity: Severity = Math.max(
    magnitudeSeverity(magnitude),
    statement.pagerAlert ? PAGER_SEVERITY[statement.pagerAlert] : 1,
  ) as Severity;
  const lngLat = statement.hypocentre?.lngLat ?? null;
  const main = hazardFeature(
    {
      state: { ...owner, hazardId: survivor.hazardId },
      used: [newest],
      geometry: lngLat && { type: 'Point', coordinates: lngLat },
      severity,
      valid: { from: statement.originTime ?? report.validFrom, to: report.validTo },
      observedAt: statement.originTime,
      properties: {
        type: 'earthquake',
        hazardId: survivor.hazardId,
        main: true,
        ...textsOf(newest),
        originTime: statement.originTime,
        hypocentre: statement.hypocentre,
        magnitude: statement.magnitude,
        maxIntensity: null,
        readingsMissing: false,
        distant: statement.distant,
        comments: statement.comments,
        reports: [statement.report],
        url: statement.url ?? null,
      },
    },
    surroundings,
  );
  return { features: [main], ends: endsAhead(owner, [report.validTo]) };
}

export function isForeign(state: HazardState): boolean {
  return Object.values(state.subjects)
    .flat()
    .some(({ report }) => report.statement?.hazard === 'earthquake' && report.statement.report === 'usgs');
}

/** A deletion under the id preferred last ends the earthquake under every id it had before. */
function lastDeletion(group: readonly HazardState[]): string {
  return group
    .flatMap((state) => Object.values(state.subjects).flat())
    .filter(({ report }) => report.effect === 'voids-subject')
    .map(({ report }) => momentOf(report))
    .reduce((a, b) => (a > b ? a : b), '');
}

function momentOf({ order }: HazardReportedV1): string {
  return `${order.issuedAt} ${order.sentAt}`;
}

function newestOf(group: readonly HazardState[]): [HazardState?, QuakeReport?] {
  const candidates = group
    .flatMap((owner) => quakeReports(owner).map((newest): [HazardState, QuakeReport] => [owner, newest]))
    .sort(([a, x], [b, y]) => newestFirst(x, y) || (a.hazardId < b.hazardId ? -1 : 1));
  return candidates[0] ?? [];
}
