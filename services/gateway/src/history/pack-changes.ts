import type { FeatureV1, Instant, PictureChangesV1 } from '@hinomi/contracts';
import type { Span } from './derive-spans.js';

type Packed = Pick<PictureChangesV1, 'geometries' | 'areas' | 'details' | 'versions' | 'start' | 'changes'>;

/** What was so within a window, each distinct part once; `withStart` says whether what was so at `from` is in it. */
export function packChanges(
  spans: readonly Span[],
  { from, upTo }: { from: Instant; upTo: Instant },
  withStart: boolean,
): Packed {
  const packer = new Packer();
  const start: number[] = [];
  const moments = new Map<Instant, { upserts: Map<string, number>; removes: Set<string> }>();
  const momentOf = (at: Instant): { upserts: Map<string, number>; removes: Set<string> } => {
    const known = moments.get(at) ?? { upserts: new Map<string, number>(), removes: new Set<string>() };
    moments.set(at, known);
    return known;
  };
  for (const { feature, from: begin, to: end } of spans) {
    if (end !== null && end <= from) continue;
    if (begin > upTo) continue;
    if (begin > from) momentOf(begin).upserts.set(feature.id, packer.add(feature));
    else if (withStart) start.push(packer.add(feature));
    if (end !== null && end <= upTo) momentOf(end).removes.add(feature.id);
  }
  const changes = [...moments.keys()].sort().map((at) => {
    const { upserts, removes } = momentOf(at);
    // What another version follows at once has not left.
    return { at, upserts: [...upserts.values()], removes: [...removes].filter((id) => !upserts.has(id)) };
  });
  return { ...packer.lists, start: withStart ? start : null, changes };
}

/** Lists in which each distinct value stands once. */
class Packer {
  readonly lists: Pick<Packed, 'geometries' | 'areas' | 'details' | 'versions'> = {
    geometries: [],
    areas: [],
    details: [],
    versions: [],
  };
  private readonly places = new Map<unknown, number>();

  add(feature: FeatureV1): number {
    const { geometries, areas, details, versions } = this.lists;
    const { geometry, area, properties, ...rest } = feature;
    return this.placeOf('v', versions, {
      ...rest,
      geometry: geometry === null ? null : this.placeOf('g', geometries, geometry),
      area: area === null ? null : this.placeOf('a', areas, area),
      detail: this.placeOf('d', details, properties),
    });
  }

  private placeOf<T>(kind: string, list: T[], value: T): number {
    const key = kind + JSON.stringify(value);
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, list.push(value) - 1);
    return list.length - 1;
  }
}
