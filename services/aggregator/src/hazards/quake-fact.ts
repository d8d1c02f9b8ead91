import { millisOf } from '@hinomi/contracts';
import { isForeign } from './derive-foreign-earthquake.js';
import { FACTS_FROM, quakeReports, type QuakeReport } from './derive-earthquake.js';
import type { HazardState } from './hazard-state.js';
import type { QuakeFact } from './same-earthquake.js';

/** What is known of an earthquake that another network could know too; null while time or place are missing. */
export function quakeFact(state: HazardState): QuakeFact | null {
  if (state.family !== 'earthquake') return null;
  const standing = quakeReports(state);
  const abroad = isForeign(state);
  const reports = abroad
    ? standing
    : FACTS_FROM.flatMap((kind) => standing.find(({ statement }) => statement.report === kind) ?? []);
  const first = <T>(of: (report: QuakeReport) => T | null | undefined): T | null => {
    for (const report of reports) {
      const value = of(report);
      if (value !== null && value !== undefined) return value;
    }
    return null;
  };
  const originTime = first(({ statement }) => statement.originTime);
  const lngLat = first(({ statement }) => statement.hypocentre?.lngLat);
  if (originTime === null || lngLat === null) return null;
  return {
    network: abroad ? 'abroad' : 'jma',
    originMs: millisOf(originTime),
    lngLat,
    magnitude: first(({ statement }) => statement.magnitude?.value),
    distant: standing.some(({ statement }) => statement.distant),
  };
}
