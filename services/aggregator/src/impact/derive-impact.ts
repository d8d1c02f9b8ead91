import {
  designationAgainst,
  disastersOf,
  isShelter,
  PlaceTally,
  type FeatureId,
  type FeatureV1,
  type HazardId,
  type HazardOver,
  type ImpactProperties,
  type Instant,
} from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';
import type { Residents } from '../reference/population.js';

export type AreaDraft = DraftFeature & { properties: { hazardId: HazardId } };
type Classification = FeatureV1['label']['classification'];

function impactId(of: FeatureId, label: Classification): FeatureId {
  return `${of}/impact/${label}` as FeatureId;
}

/** A place with the hazards over it. */
export function withHazards(place: DraftFeature, over: readonly AreaDraft[]): DraftFeature {
  const isView = place.label.classification === 'public-view';
  const areas = isView ? over.filter(({ label }) => label.classification === 'public') : over;
  if (place.properties.type !== 'thing' || areas.length === 0) return place;
  const { properties } = place;
  const hazards = areas
    .map((area): HazardOver => ({
      feature: area.id,
      hazardId: area.properties.hazardId,
      severity: area.severity,
      designated: designationAgainst(properties, disastersOf(area)),
    }))
    .sort((a, b) => b.severity - a.severity || (a.feature < b.feature ? -1 : 1));
  return {
    ...place,
    recordedAt: greatest([place.recordedAt, ...areas.map(({ recordedAt }) => recordedAt)]),
    properties: { ...properties, hazards },
  };
}

/**
 * What an area covers, as features: for the public always, for responders where they may see more. `places` are the features it
 * covers, in any order; without places and people there is no feature at all.
 */
export function deriveImpact(
  area: AreaDraft,
  places: readonly DraftFeature[],
  residents: Residents | null = null,
): DraftFeature[] {
  const isInhabited = residents !== null && residents.people > 0;
  if (places.length === 0 && !isInhabited) return [];
  const open = places.filter(({ label }) => label.classification !== 'responders');
  const whole = places.filter(({ label }) => label.classification !== 'public-view');
  const isPublicArea = area.label.classification === 'public';
  const features: DraftFeature[] = [];
  if (isPublicArea && (open.length > 0 || isInhabited)) features.push(impactFeature(area, open, residents, 'public'));
  if (!isPublicArea || open.length < places.length) features.push(impactFeature(area, whole, residents, 'responders'));
  return features;
}

function impactFeature(
  area: AreaDraft,
  places: readonly DraftFeature[],
  residents: Residents | null,
  label: Classification,
): DraftFeature {
  return {
    id: impactId(area.id, label),
    layer: 'impact',
    kind: 'impact',
    geometry: null,
    area: null,
    areaCodes: area.areaCodes,
    severity: area.severity,
    alertLevel: null,
    levelEquivalent: area.levelEquivalent,
    valid: area.valid,
    observedAt: null,
    issuedAt: area.issuedAt,
    recordedAt: greatest([
      area.recordedAt,
      ...places.map(({ recordedAt }) => recordedAt),
      ...(residents === null ? [] : [residents.recordedAt]),
    ]),
    properties: {
      type: 'impact',
      of: area.id,
      hazardId: area.properties.hazardId,
      ...countsOf(area, places),
      ...(residents === null ? {} : { residents: residents.people }),
    },
    sources: [...area.sources, ...(residents?.sources ?? [])],
    conflicts: [],
    label: { classification: label, jurisdiction: area.label.jurisdiction },
    exercise: area.exercise,
  };
}

type Counts = Omit<ImpactProperties, 'type' | 'of' | 'hazardId'>;

function countsOf(area: AreaDraft, places: readonly DraftFeature[]): Counts {
  const tally = new PlaceTally();
  let sheltersAtRisk = 0;
  for (const place of places) {
    tally.add(place);
    const { properties } = place;
    if (properties.type === 'thing' && isShelter(place) && designationAgainst(properties, disastersOf(area)) === 'no')
      sheltersAtRisk += 1;
  }
  return { ...PlaceTally.countsOf([tally]), sheltersAtRisk };
}

function greatest(moments: readonly Instant[]): Instant {
  return moments.reduce((a, b) => (a > b ? a : b));
}
