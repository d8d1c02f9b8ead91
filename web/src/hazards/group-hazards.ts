import type { FeatureProperties, FeatureV1, HazardFeatureProperties, Layer, Severity } from '@hinomi/contracts';

/** One hazard as people think of it: every feature with its hazard id, and what stands for it. A sensor stands for itself. */
export interface HazardGroup {
  hazardId: string;
  layer: Layer;
  /** The feature that speaks for the hazard. */
  main: FeatureV1;
  /** The feature that makes it as severe as it is. */
  worst: FeatureV1;
  features: FeatureV1[];
  severity: Severity;
  issuedAt: string;
}

/** Earthquakes up to this severity are listed apart, as recent ones: they call for nothing. */
const RECENT_QUAKE_SEVERITY = 2;

export interface HazardLists {
  /** What municipalities order, apart from all that others tell. */
  orders: HazardGroup[];
  inForce: HazardGroup[];
  recentQuakes: HazardGroup[];
  /** What offices have to say, newest first. */
  bulletins: HazardGroup[];
  /** Forecasts and observations of every day. */
  routine: HazardGroup[];
  /** What is measured, the worst first. */
  sensors: readonly HazardGroup[];
}

export function isHazard(properties: FeatureProperties): properties is HazardFeatureProperties {
  return !['drill', 'thing', 'impact', 'needs', 'drawing'].includes(properties.type);
}

export function groupHazards(features: Iterable<FeatureV1>): HazardGroup[] {
  const byHazard = new Map<string, FeatureV1[]>();
  const groups: HazardGroup[] = [];
  for (const feature of features) {
    const { properties } = feature;
    if (properties.type === 'sensor') {
      groups.push(groupOfSensor(feature));
      continue;
    }
    if (!isHazard(properties)) continue;
    const group = byHazard.get(properties.hazardId);
    if (group) group.push(feature);
    else byHazard.set(properties.hazardId, [feature]);
  }
  for (const [hazardId, members] of byHazard) groups.push(groupOf(hazardId, members));
  return groups.sort(bySeverityThenTime);
}

/** Every id that a hazard is or was known by: one that was merged into another is still that hazard. */
export function namesOf({ hazardId, main }: HazardGroup): string[] {
  return [hazardId, ...(main.aliases ?? [])];
}

/** The hazard of an id, also of one that was merged into it since. */
export function hazardOf(groups: readonly HazardGroup[], id: string): HazardGroup | undefined {
  return groups.find(({ hazardId }) => hazardId === id) ?? groups.find((group) => namesOf(group).includes(id));
}

/** Twenty thousand stand while a few hundred change: those of the others are the ones of before. */
const sensorGroups = new WeakMap<FeatureV1, HazardGroup>();

export function groupOfSensor(feature: FeatureV1): HazardGroup {
  const known = sensorGroups.get(feature) ?? groupOf(feature.id, [feature]);
  sensorGroups.set(feature, known);
  return known;
}

/** Splits what is in force from small earthquakes of the last day and from mere words. */
export function listHazards(groups: readonly HazardGroup[]): Omit<HazardLists, 'sensors'> {
  const isRecentQuake = (group: HazardGroup): boolean =>
    group.layer === 'earthquake' && group.severity <= RECENT_QUAKE_SEVERITY;
  return {
    orders: groups.filter(({ layer }) => layer === 'evacuation-order'),
    inForce: groups.filter((group) => !areWords(group) && !isRecentQuake(group) && group.layer !== 'evacuation-order'),
    recentQuakes: groups.filter(isRecentQuake).sort(byTime),
    bulletins: groups.filter((group) => areWords(group) && group.severity > 0).sort(byTime),
    routine: groups.filter((group) => areWords(group) && group.severity === 0).sort(byTime),
  };
}

/** Bulletins, and what only explains a great earthquake that may come. */
function areWords({ layer, severity }: HazardGroup): boolean {
  return layer === 'bulletin' || (layer === 'nankai' && severity <= 1);
}

function groupOf(hazardId: string, members: FeatureV1[]): HazardGroup {
  const features = [...members].sort(
    (a, b) => b.severity - a.severity || compareText(b.issuedAt, a.issuedAt) || compareText(a.id, b.id),
  );
  const worst = features[0] as FeatureV1;
  const main = features.find(({ properties }) => isHazard(properties) && properties.main) ?? worst;
  const issuedAt = features.reduce((latest, { issuedAt }) => (issuedAt > latest ? issuedAt : latest), '');
  return { hazardId, layer: main.layer, main, worst, features, severity: worst.severity, issuedAt };
}

/** What calls a region to readiness for a week stands before what is as severe and newer. */
export function bySeverityThenTime(a: HazardGroup, b: HazardGroup): number {
  return b.severity - a.severity || Number(b.layer === 'nankai') - Number(a.layer === 'nankai') || byTime(a, b);
}

/** Readings come all the time: their times would shuffle the list under the reader's eyes. */
export function bySeverityThenName(a: HazardGroup, b: HazardGroup): number {
  return b.severity - a.severity || compareText(a.hazardId, b.hazardId);
}

function byTime(a: HazardGroup, b: HazardGroup): number {
  return compareText(b.issuedAt, a.issuedAt) || compareText(a.hazardId, b.hazardId);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
