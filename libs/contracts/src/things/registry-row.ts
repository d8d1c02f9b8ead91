import type { ThingReportedV1 } from '../events/thing-reported.v1.js';
import { designationFor, DISASTER_KINDS } from './disaster-kinds.js';
import type { Theme } from './theme.js';

/** What is true of a place in peacetime too: who, where, how large, what for (DS-455-1: what is prepared beforehand). */
const OF_REGISTRY: ReadonlySet<string> = new Set([
  ...'id citycode cityname name namekana address phoneno type division capacity height area multiple openhour josetu'.split(
    ' ',
  ),
  ...'livingarea trucksize'.split(' '),
  ...DISASTER_KINDS.map(designationFor),
]);

/** Themes whose things are places that somebody keeps a list of; roads, damage and notes are news. */
const REGISTERED: ReadonlySet<Theme> = new Set([
  'shelter',
  'evacuation-site',
  'supply-base',
  'hospital',
  'waste-site',
  'water-supply',
]);

/**
 * A report of a thing → what it says of the place itself, without the state of the day. Null where it is news: a report about
 * another's thing, a place that was opened on the spot, a thing that is no place.
 */
export function registryRow<T extends Pick<ThingReportedV1, 'about' | 'theme' | 'attributes'>>(report: T): T | null {
  if (report.about !== undefined || !REGISTERED.has(report.theme)) return null;
  if (Object.hasOwn(report.attributes, 'placekind')) return null;
  const attributes = Object.fromEntries(Object.entries(report.attributes).filter(([name]) => OF_REGISTRY.has(name)));
  return { ...report, attributes };
}
