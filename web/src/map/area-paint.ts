import { INTENSITY_CLASSES, type FeatureV1, type IntensityClass, type Severity } from '@hinomi/contracts';

/** How a coded area or coast is drawn: an intensity class, a tsunami category, or a level. */
export type PaintStyle =
  | `intensity:${IntensityClass}`
  | 'coast:forecast'
  | 'coast:advisory'
  | 'coast:warning'
  | 'coast:major-warning'
  | `level:${1 | 2 | 3 | 4 | 5}`;

export interface AreaPaint {
  severity: Severity;
  style: PaintStyle;
  /** 未入電: severe, and the reading is missing. */
  missing: boolean;
  approximate: boolean;
}

export interface AreaChange {
  set: string;
  code: string;
  /** Null: nothing shown touches this area any more. */
  paint: AreaPaint | null;
}

/** `jma-city@2025` → `jma-city`. */
export function setOfEdition(edition: string): string {
  const at = edition.indexOf('@');
  return at < 0 ? edition : edition.slice(0, at);
}

/** What one feature paints its areas with; null when it paints none. */
export function paintOf(feature: FeatureV1): AreaPaint | null {
  if (feature.severity === 0) return null;
  const style = styleOf(feature);
  if (style === null) return null;
  const { severity } = feature;
  return { severity, style, missing: style === 'intensity:5-?', approximate: feature.area?.approximate ?? false };
}

/** 噴火警報（居住地域）: where people live. */
const PAINTED_VOLCANO = 4;

function styleOf(feature: FeatureV1): PaintStyle | null {
  const { properties, severity } = feature;
  if (properties.type === 'earthquake-intensity' || properties.type === 'eew-intensity')
    return `intensity:${properties.intensity}`;
  if (properties.type === 'tsunami-coast') {
    return properties.coast.category === 'none' ? null : `coast:${properties.coast.category}`;
  }
  // Up to level 3 the danger is on the mountain: its municipalities are named, not painted.
  if (properties.type === 'volcano-area' && severity < PAINTED_VOLCANO) return null;
  // Their areas are painted by the features of each class and each coast.
  if (properties.type === 'earthquake' || properties.type === 'tsunami' || properties.type === 'drill') return null;
  // Drawn over what is painted, in its own way: an order is no information.
  if (properties.type === 'evacuation-order') return null;
  // Words are listed, not painted.
  if (properties.type === 'bulletin' || properties.type === 'eew') return null;
  return severity === 0 ? null : `level:${severity}`;
}

/**
 * Which of two statements about one area is drawn. The worst is never hidden: severity first, then the higher intensity
 * class, then a missing reading, then the newer statement; the id makes it the same on every screen.
 */
export function isWorse(a: FeatureV1, b: FeatureV1): boolean {
  if (a.severity !== b.severity) return a.severity > b.severity;
  const [rankA, rankB] = [intensityRank(a), intensityRank(b)];
  if (rankA !== rankB) return rankA > rankB;
  if (a.issuedAt !== b.issuedAt) return a.issuedAt > b.issuedAt;
  return a.id < b.id;
}

function intensityRank(feature: FeatureV1): number {
  return feature.properties.type === 'earthquake-intensity' || feature.properties.type === 'eew-intensity'
    ? INTENSITY_CLASSES.indexOf(feature.properties.intensity)
    : -1;
}

/** Which features cover which area, and what each area is therefore painted with. */
export class AreaIndex {
  private readonly coverage = new Map<string, Map<string, FeatureV1>>();
  private readonly keysOf = new Map<string, string[]>();
  private readonly touched = new Set<string>();

  upsert(feature: FeatureV1): void {
    this.remove(feature.id);
    if (feature.area === null || paintOf(feature) === null) return;
    const set = setOfEdition(feature.area.edition);
    const keys = feature.area.codes.map((code) => `${set}|${code}`);
    this.keysOf.set(feature.id, keys);
    for (const key of keys) {
      const covering = this.coverage.get(key) ?? new Map<string, FeatureV1>();
      covering.set(feature.id, feature);
      this.coverage.set(key, covering);
      this.touched.add(key);
    }
  }

  remove(id: string): void {
    for (const key of this.keysOf.get(id) ?? []) {
      const covering = this.coverage.get(key);
      covering?.delete(id);
      if (covering?.size === 0) this.coverage.delete(key);
      this.touched.add(key);
    }
    this.keysOf.delete(id);
  }

  /** Every feature that covers the area, worst first. */
  at(set: string, code: string): FeatureV1[] {
    const covering = this.coverage.get(`${set}|${code}`);
    return covering ? [...covering.values()].sort((a, b) => (isWorse(a, b) ? -1 : 1)) : [];
  }

  /** The areas that changed since the last call. */
  changes(): AreaChange[] {
    const changes = [...this.touched].map((key) => this.changeOf(key));
    this.touched.clear();
    return changes;
  }

  /** Every area now painted: what a freshly loaded map needs. */
  all(): AreaChange[] {
    return [...this.coverage.keys()].map((key) => this.changeOf(key));
  }

  private changeOf(key: string): AreaChange {
    const cut = key.indexOf('|');
    const [set, code] = [key.slice(0, cut), key.slice(cut + 1)];
    const worst = this.at(set, code)[0];
    return { set, code, paint: worst ? paintOf(worst) : null };
  }
}
