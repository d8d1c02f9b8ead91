import { distanceKm } from '@hinomi/geo';
import { deriveEarthquake, heardReports } from './derive-earthquake.js';
import { deriveForeignEarthquake } from './derive-foreign-earthquake.js';
import { latest, NOTHING, type Derived, type DraftFeature, type Surroundings } from './hazard-feature.js';
import type { HazardState } from './hazard-state.js';

/** Differences that readings of one earthquake have as a rule; more is shown as a conflict. */
const MAGNITUDES = 0.3;
const DEPTH_KM = 25;
const PLACE_KM = 50;

/**
 * One earthquake that JMA and a network abroad both tell: JMA's facts stand, as it has the stations; the other is credited
 * beside it, and where they differ widely both are shown. When JMA takes its own back, what the other tells remains.
 */
export function deriveSharedEarthquake(
  jma: readonly HazardState[],
  abroad: readonly HazardState[],
  surroundings: Surroundings,
): Derived {
  if (heardReports(jma).length === 0) return deriveForeignEarthquake(abroad, surroundings);
  const own = deriveEarthquake(jma, surroundings);
  const [other] = deriveForeignEarthquake(abroad, surroundings).features;
  const [main, ...classes] = own.features;
  if (main === undefined) return NOTHING;
  if (other === undefined) return own;
  const shared: DraftFeature = {
    ...main,
    recordedAt: latest([main.recordedAt, other.recordedAt]),
    sources: [...main.sources, ...other.sources].sort((a, b) => (a.event < b.event ? -1 : 1)),
    conflicts: conflictsOf(main, other),
    properties:
      main.properties.type === 'earthquake' && other.properties.type === 'earthquake'
        ? {
            ...main.properties,
            url: main.properties.url ?? other.properties.url,
            reports: [...new Set([...main.properties.reports, ...other.properties.reports])].sort(),
          }
        : main.properties,
  };
  return { features: [shared, ...classes], ends: own.ends };
}

function conflictsOf({ properties: a }: DraftFeature, { properties: b }: DraftFeature): DraftFeature['conflicts'] {
  if (a.type !== 'earthquake' || b.type !== 'earthquake') return [];
  const both = (x: unknown, y: unknown): unknown[] => [
    { agency: a.agency, value: x },
    { agency: b.agency, value: y },
  ];
  const conflicts: DraftFeature['conflicts'] = [];
  const [m, n] = [a.magnitude?.value ?? null, b.magnitude?.value ?? null];
  if (m !== null && n !== null && Math.abs(m - n) > MAGNITUDES)
    conflicts.push({ field: 'magnitude', values: both(m, n) });
  const [d, e] = [a.hypocentre?.depthKm ?? null, b.hypocentre?.depthKm ?? null];
  if (d !== null && e !== null && Math.abs(d - e) > DEPTH_KM) conflicts.push({ field: 'depth', values: both(d, e) });
  const [p, q] = [a.hypocentre?.lngLat ?? null, b.hypocentre?.lngLat ?? null];
  if (p !== null && q !== null && distanceKm(p, q) > PLACE_KM)
    conflicts.push({ field: 'hypocentre', values: both(p, q) });
  return conflicts;
}
