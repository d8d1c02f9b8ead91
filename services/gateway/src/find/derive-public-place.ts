import {
  COMPASS,
  designationAgainst,
  designationFor,
  DISASTER_KINDS,
  disastersOf,
  openId,
  placeFullness,
  placePurposes,
  placeState,
  placeSuits,
  topicOfHazard,
  type FeatureV1,
  type LngLat,
  type PublicHazard,
  type PublicPlace,
} from '@hinomi/contracts';
import { bearingDegrees } from '@hinomi/geo';
import type { FindEntry, ThingFeature } from './derive-find-entry.js';

/** What a person has to know who stands there. */
export interface Standpoint {
  lngLat: LngLat | null;
  /** In force where they are; the worst first. */
  hazards: readonly PublicHazard[];
  nowMs: number;
  /** Null for what everybody may not see. */
  hazardOf: (id: string) => PublicHazard | null;
}

/** From this severity on a hazard keeps people from a place, as it counts what lies under it. */
const MATTERS_FROM = 3;

/** Null for what is no hazard. */
export function derivePublicHazard(feature: FeatureV1): PublicHazard | null {
  const topic = topicOfHazard(feature);
  const { properties } = feature;
  if (topic === null || !('title' in properties && 'agency' in properties)) return null;
  return {
    feature: feature.id,
    topic,
    severity: feature.severity,
    intensity: properties.type === 'earthquake-intensity' ? properties.intensity : null,
    title: topic === 'notice' ? String(properties.title) : null,
    agency: properties.agency,
    issuedAt: feature.issuedAt,
    kinds: [...disastersOf(feature)],
  };
}

/** The hazards that matter for a place: those over it and those where the asker is, each once. */
export function deriveThreats({ properties }: ThingFeature, { hazards, hazardOf }: Standpoint): PublicPlace['threats'] {
  const over = (properties.hazards ?? []).flatMap(({ feature }) => hazardOf(feature) ?? []);
  const here = hazards.filter(
    ({ feature, severity }) => severity >= MATTERS_FROM && !over.some((each) => each.feature === feature),
  );
  const threat = (covers: boolean) => (hazard: PublicHazard) => {
    const designated = designationAgainst(properties, hazard.kinds);
    return { hazard, designated, covers };
  };
  return [...over.map(threat(true)), ...here.map(threat(false))].sort((a, b) => b.hazard.severity - a.hazard.severity);
}

/** What everybody may know of a place: values of known names only, never a text that somebody wrote about it. */
export function derivePublicPlace(entry: FindEntry, km: number | null, standpoint: Standpoint): PublicPlace {
  const { feature, lngLat, municipality } = entry;
  const { properties } = feature;
  const { attributes } = properties;
  const { nowMs } = standpoint;
  const threats = deriveThreats(feature, standpoint);
  return {
    id: openId(feature.id),
    name: properties.name,
    nameKana: properties.nameKana,
    address: textOf(attributes, 'address'),
    municipality,
    phone: phoneOf(attributes),
    lngLat,
    distanceMeters: km === null ? null : Math.round(km * 100) * 10,
    direction: standpoint.lngLat === null ? null : directionOf(standpoint.lngLat, lngLat),
    state: placeState(attributes, nowMs),
    fullness: placeFullness(attributes, nowMs),
    purposes: placePurposes(properties),
    designated: Object.fromEntries(
      DISASTER_KINDS.map((kind) => [kind, yesNo(attributes[designationFor(kind)]?.value)] as const),
    ),
    accessibleToilet: told(attributes, 'accessibletoilet'),
    pets: told(attributes, 'pets'),
    threats,
    suits: placeSuits(threats.map(({ hazard, ...rest }) => ({ kinds: hazard.kinds, ...rest }))),
    exercise: feature.exercise,
  };
}

type Attributes = ThingFeature['properties']['attributes'];

export function yesNo(value: unknown): 'yes' | 'no' | 'unknown' {
  return value === 'yes' || value === 'no' ? value : 'unknown';
}

function told(attributes: Attributes, name: string): PublicPlace['pets'] {
  const is = yesNo(attributes[name]?.value);
  return { is, seenAt: is === 'unknown' ? null : (attributes[name]?.observedAt ?? null) };
}

function textOf(attributes: Attributes, name: string): string | null {
  const value = attributes[name]?.value;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A number that can be dialled, and nothing that somebody wrote beside it. */
function phoneOf(attributes: Attributes): string | null {
  const phone =
    textOf(attributes, 'phoneno')
      ?.normalize('NFKC')
      .replace(/[‐‑–—―−ー]/g, '-') ?? '';
  return /^\+?[\d() -]{6,20}$/.test(phone) ? phone : null;
}

function directionOf(from: LngLat, to: LngLat): PublicPlace['direction'] {
  const sector = Math.round(bearingDegrees(from, to) / (360 / COMPASS.length)) % COMPASS.length;
  return COMPASS[sector] ?? null;
}
