import type { HazardId, LngLat, RunId } from '@hinomi/contracts';
import { scoreQuakes } from './score-quakes.js';

/** JMA's own; P2P with a hypocentre, and its 震度速報, which P2P itself does not join; a network abroad. */
const NETWORKS = ['jma', 'p2p', 'p2p-prompt', 'abroad'] as const;

/** What tells one network's earthquake from another's. */
export interface QuakeFact {
  network: (typeof NETWORKS)[number];
  /** Milliseconds since 1970; JMA and P2P give whole minutes, without their seconds. */
  originMs: number;
  /** Null while only the areas are known. */
  lngLat: LngLat | null;
  magnitude: number | null;
  /** 遠地地震: located by few stations. */
  distant: boolean;
  /** 細分区域 with 3 or more, and the rank of their class; null where none is told. */
  areas: Readonly<Record<string, number>> | null;
  /** When it was told last. */
  toldMs: number;
}

interface KnownQuake {
  hazardId: HazardId;
  exercise: RunId | null;
  aliases: readonly string[];
  fact: QuakeFact | null;
}

/** Longer than any two reports of one earthquake are apart, so that only neighbours need a look. */
const BUCKET_MS = 140_000;

/** Ids of one network that mean one earthquake, sorted. */
type Component = readonly HazardId[];

interface Pair {
  score: number;
  a: Component;
  b: Component;
}

/**
 * Which hazard ids mean one earthquake: those joined by a shared alias, and those of other networks that fit best. A network has
 * an earthquake once, so that two in one minute are never taken for one: among all that could belong together pairs are joined, the
 * best first, as long as no network comes in twice. What comes out depends on what is known, never on the order it became known.
 */
export class SameEarthquake {
  private readonly known = new Map<HazardId, KnownQuake>();
  private readonly hazardsOf = new Map<string, Set<HazardId>>();
  private readonly byTime = new Map<string, Set<HazardId>>();
  /** Groups as they were worked out, until one of their neighbourhood is learnt anew. */
  private readonly groups = new Map<HazardId, readonly HazardId[]>();

  /** Answers every id whose group may be another now. An alias, once learnt, stays: ids only ever join. */
  learn(hazard: KnownQuake): HazardId[] {
    const { hazardId } = hazard;
    const before = this.known.get(hazardId);
    if (before && sameFact(before.fact, hazard.fact) && before.aliases === hazard.aliases) return [];
    // Whoever is joined by an alias now leaves its neighbours of before.
    const joined = hazard.aliases.flatMap((alias) => [...(this.hazardsOf.get(aliasKey(hazard, alias)) ?? [])]);
    const touched = new Set([...(before ? [hazardId] : []), ...joined].flatMap((id) => this.around(id)));
    if (before?.fact) this.byTime.get(bucketKey(before, before.fact))?.delete(hazardId);
    this.known.set(hazardId, hazard);
    if (hazard.fact) add(this.byTime, bucketKey(hazard, hazard.fact), hazardId);
    for (const alias of hazard.aliases) add(this.hazardsOf, aliasKey(hazard, alias), hazardId);
    for (const id of this.around(hazardId)) touched.add(id);
    for (const id of touched) this.groups.delete(id);
    return [...touched];
  }

  /** Every id of the same earthquake, itself included, smallest first: the first one survives. */
  group(hazardId: HazardId): HazardId[] {
    if (!this.groups.has(hazardId)) {
      for (const group of this.join(this.cluster(this.component(hazardId)))) {
        for (const id of group) this.groups.set(id, group);
      }
    }
    return [...(this.groups.get(hazardId) ?? [hazardId])];
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

  /** What was told last speaks for all ids of a component. */
  private quakeOf(component: Component): (KnownQuake & { fact: QuakeFact }) | null {
    let newest: (KnownQuake & { fact: QuakeFact }) | null = null;
    for (const id of component) {
      const quake = this.known.get(id);
      if (quake?.fact && (newest === null || quake.fact.toldMs > newest.fact.toldMs)) {
        newest = { ...quake, fact: quake.fact };
      }
    }
    return newest;
  }

  private join(cluster: readonly Component[]): HazardId[][] {
    const groupOf = new Map(
      cluster.map((component) => [component[0], { ids: component, networks: this.networkOf(component) }]),
    );
    for (const { a, b } of this.pairs(cluster)) {
      const [one, other] = [groupOf.get(a[0]), groupOf.get(b[0])];
      if (!one || !other || one === other) continue;
      if (one.networks.some((network) => other.networks.includes(network))) continue;
      const joined = { ids: [...one.ids, ...other.ids], networks: [...one.networks, ...other.networks] };
      for (const [first, group] of groupOf) if (group === one || group === other) groupOf.set(first, joined);
    }
    return [...new Set(groupOf.values())].map(({ ids }) => [...ids].sort());
  }

  private networkOf(component: Component): QuakeFact['network'][] {
    const quake = this.quakeOf(component);
    return quake === null ? [] : [quake.fact.network];
  }

  private pairs(cluster: readonly Component[]): Pair[] {
    const pairs: Pair[] = [];
    for (const a of cluster) {
      for (const [b, score] of this.candidates(a)) if (compare(a, b) < 0) pairs.push({ score, a, b });
    }
    return pairs.sort((x, y) => x.score - y.score || compare(x.a, y.a) || compare(x.b, y.b));
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

  /** Components of other networks that could be this earthquake, and how far off they are. */
  private candidates(own: Component): Map<Component, number> {
    const quake = this.quakeOf(own);
    const found = new Map<string, [Component, number]>();
    if (quake === null) return new Map();
    for (const id of this.neighbours(quake, quake.fact)) {
      const other = this.component(id);
      const rival = this.quakeOf(other);
      const score = rival === null ? null : scoreQuakes(quake.fact, rival.fact);
      if (score !== null) found.set(other[0] ?? '', [other, score]);
    }
    return new Map(found.values());
  }

  /** Of other networks, at about its time: a swarm of one network is no reason to look at all of it each time. */
  private *neighbours(quake: KnownQuake, { network, originMs }: QuakeFact): Generator<HazardId> {
    for (const other of NETWORKS) {
      if (other === network) continue;
      for (const step of [-1, 0, 1]) {
        yield* this.byTime.get(bucketKey(quake, { network: other, originMs: originMs + step * BUCKET_MS })) ?? [];
      }
    }
  }
}

function sameFact(a: QuakeFact | null, b: QuakeFact | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function bucketKey({ exercise }: KnownQuake, { network, originMs }: Pick<QuakeFact, 'network' | 'originMs'>): string {
  return `${exercise ?? ''}|${network}|${Math.floor(originMs / BUCKET_MS)}`;
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
