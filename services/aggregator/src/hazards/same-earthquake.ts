import type { HazardId, LngLat, RunId } from '@hinomi/contracts';
import { distanceKm } from '@hinomi/geo';

/** What tells one network's earthquake from another's. */
export interface QuakeFact {
  /** JMA's own, or a network abroad. */
  network: 'jma' | 'abroad';
  /** Milliseconds since 1970; JMA gives whole minutes, without their seconds. */
  originMs: number;
  lngLat: LngLat;
  magnitude: number | null;
  /** 遠地地震: located by few stations. */
  distant: boolean;
}

interface KnownQuake {
  hazardId: HazardId;
  exercise: RunId | null;
  aliases: readonly string[];
  fact: QuakeFact | null;
}

/** How far two networks may be apart on one earthquake: seconds from JMA's minute, km, magnitudes. */
const EARLIEST_S = -10;
const LATEST_S = 70;
const APART_KM = 150;
const APART_DISTANT_KM = 400;
const APART_MAGNITUDE = 1.2;

/** Longer than the window above, so that only neighbours need a look. */
const BUCKET_MS = 120_000;

/** Ids of one network that mean one earthquake. */
type Component = readonly HazardId[];

/**
 * Which hazard ids mean one earthquake: those joined by a shared alias, and beside them the one of another network that fits
 * best. A network has an earthquake once, so that two in one minute are never taken for one: pairs are chosen one to one, the
 * best first, among all that could belong together. What comes out depends on what is known, never on the order it became known.
 */
export class SameEarthquake {
  private readonly known = new Map<HazardId, KnownQuake>();
  private readonly hazardsOf = new Map<string, Set<HazardId>>();
  private readonly byTime = new Map<string, Set<HazardId>>();

  /** Answers every id whose group may be another now. An alias, once learnt, stays: ids only ever join. */
  learn(hazard: KnownQuake): HazardId[] {
    const { hazardId } = hazard;
    const before = this.known.get(hazardId);
    if (before && sameFact(before.fact, hazard.fact) && before.aliases === hazard.aliases) return [];
    const touched = new Set(before ? this.around(hazardId) : []);
    if (before?.fact) this.byTime.get(bucketKey(before, before.fact.originMs))?.delete(hazardId);
    this.known.set(hazardId, hazard);
    if (hazard.fact) add(this.byTime, bucketKey(hazard, hazard.fact.originMs), hazardId);
    for (const alias of hazard.aliases) add(this.hazardsOf, aliasKey(hazard, alias), hazardId);
    for (const id of this.around(hazardId)) touched.add(id);
    return [...touched];
  }

  /** Every id of the same earthquake, itself included, smallest first: the first one survives. */
  group(hazardId: HazardId): HazardId[] {
    const own = this.component(hazardId);
    return [...own, ...(this.partnerOf(own) ?? [])].sort();
  }

  private component(hazardId: HazardId): Component {
    const found = new Set([hazardId]);
    for (const member of found) {
      const quake = this.known.get(member);
      for (const alias of quake?.aliases ?? []) {
        for (const other of this.hazardsOf.get(aliasKey(quake as KnownQuake, alias)) ?? []) found.add(other);
      }
    }
    return [...found].sort();
  }

  private quakeOf(component: Component): (KnownQuake & { fact: QuakeFact }) | null {
    for (const id of component) {
      const quake = this.known.get(id);
      if (quake?.fact) return { ...quake, fact: quake.fact };
    }
    return null;
  }

  private partnerOf(own: Component): Component | null {
    const pairs: { score: number; jma: Component; abroad: Component }[] = [];
    for (const component of this.cluster(own)) {
      if (this.quakeOf(component)?.fact.network !== 'jma') continue;
      for (const [abroad, score] of this.candidates(component)) pairs.push({ score, jma: component, abroad });
    }
    pairs.sort((a, b) => a.score - b.score || compare(a.jma, b.jma) || compare(a.abroad, b.abroad));
    const taken = new Set<HazardId | undefined>();
    for (const { jma, abroad } of pairs) {
      if (taken.has(jma[0]) || taken.has(abroad[0])) continue;
      if (jma[0] === own[0]) return abroad;
      if (abroad[0] === own[0]) return jma;
      taken.add(jma[0]).add(abroad[0]);
    }
    return null;
  }

  /** All that could be one with it, or with what could be one with it, and so on. */
  private cluster(own: Component): Component[] {
    const found = new Map([[own[0], own]]);
    for (const component of found.values()) {
      for (const [other] of this.candidates(component)) if (!found.has(other[0])) found.set(other[0], other);
    }
    return [...found.values()];
  }

  private around(hazardId: HazardId): HazardId[] {
    return this.cluster(this.component(hazardId)).flat();
  }

  /** Components of the other network that could be this earthquake, and how far off they are. */
  private candidates(own: Component): Map<Component, number> {
    const quake = this.quakeOf(own);
    const found = new Map<string, [Component, number]>();
    if (quake === null) return new Map();
    for (const step of [-1, 0, 1]) {
      for (const id of this.byTime.get(bucketKey(quake, quake.fact.originMs + step * BUCKET_MS)) ?? []) {
        const other = this.component(id);
        const rival = this.quakeOf(other);
        const score = rival === null ? null : scoreOf(quake.fact, rival.fact);
        if (score !== null) found.set(other[0] ?? '', [other, score]);
      }
    }
    return new Map(found.values());
  }
}

/** Lower is better; null = not the same. */
function scoreOf(a: QuakeFact, b: QuakeFact): number | null {
  if (a.network === b.network) return null;
  const [jma, abroad] = a.network === 'jma' ? [a, b] : [b, a];
  const seconds = (abroad.originMs - jma.originMs) / 1_000;
  const km = distanceKm(jma.lngLat, abroad.lngLat);
  const magnitudes =
    jma.magnitude === null || abroad.magnitude === null ? 0 : Math.abs(jma.magnitude - abroad.magnitude);
  const near = jma.distant ? APART_DISTANT_KM : APART_KM;
  if (seconds < EARLIEST_S || seconds > LATEST_S || km > near || magnitudes > APART_MAGNITUDE) return null;
  // Anywhere within JMA's minute is as good.
  const off = Math.max(0, -seconds, seconds - 60);
  return off / 10 + km / near + magnitudes / APART_MAGNITUDE;
}

function sameFact(a: QuakeFact | null, b: QuakeFact | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function bucketKey({ exercise }: KnownQuake, originMs: number): string {
  return `${exercise ?? ''}|${Math.floor(originMs / BUCKET_MS)}`;
}

/** An alias of the real event and of its rehearsal are two things. */
function aliasKey({ exercise }: KnownQuake, alias: string): string {
  return `${exercise ?? ''}|${alias}`;
}

function add(index: Map<string, Set<HazardId>>, key: string, id: HazardId): void {
  index.set(key, (index.get(key) ?? new Set()).add(id));
}

function compare(a: Component, b: Component): number {
  const [x = '', y = ''] = [a[0], b[0]];
  return x < y ? -1 : x > y ? 1 : 0;
}
