import {
  plainKana,
  plainName,
  THEME_DEFINITIONS,
  type DatasetId,
  type LngLat,
  type RunId,
  type Subject,
  type Theme,
} from '@hinomi/contracts';
import { distanceKm } from '@hinomi/geo';
import { FARTHEST_METERS, MATCH_RULES } from './match-rules.js';

/** What tells one provider's thing from another's. */
export interface ThingFact {
  subject: Subject;
  /**
   * Which thing's report it is: it joins that thing and makes no two one. Its identifiers, name and place are then those that this
   * thing had, for when nobody tells of it under this id any more. Absent = a thing of its own.
   */
  about?: Subject | undefined;
  theme: Theme;
  dataset: DatasetId | null;
  exercise: RunId | null;
  /** `scheme|value`. */
  identifiers: readonly string[];
  name: string;
  nameKana: string | null;
  lngLat: LngLat | null;
}

/** What operators decided of two things, in force now. */
export interface PairDecision {
  subjects: readonly [Subject, Subject];
  decision: 'same' | 'never-same';
}

interface Known extends ThingFact {
  plain: string;
  kana: string | null;
  /** Under what it is found: its identifiers, and its name and reading where these tell. */
  keys: readonly string[];
}

/** Why two things are one, the strongest first. */
interface Pair {
  /** 0 = an operator said so, 0.5 = reports of the thing, 1 = a shared identifier, then 2 + share of the greatest distance. */
  score: number;
  a: Subject;
  b: Subject;
}

/** More than the longest distance, so that most of one name are told apart by a subtraction. */
const FAR_DEGREES = 0.01;
if (FARTHEST_METERS > 1_000) throw new Error('far is too near for the rules of matching');

/**
 * Which reports mean one thing (design section 4, identity of things): what operators decided, then shared identifiers, then
 * place and name, the best pair first. A provider has a thing once, so that two rows of one dataset are never made one but by
 * an operator. What comes out depends on what is known, never on the order it became known.
 */
export class SameThing {
  private readonly known = new Map<Subject, Known>();
  /** A list alone where there are several, as most keys have one only. */
  private readonly byKey = new Map<string, Known | Known[]>();
  private readonly byAbout = new Map<string, Known | Known[]>();
  private readonly decided = new Map<Subject, Map<Subject, PairDecision['decision']>>();

  /** Answers every subject whose group may be another now; `null` = it no longer stands. */
  learn(subject: Subject, fact: ThingFact | null): Set<Subject> {
    const before = this.known.get(subject);
    // Most rows that are told again are still there, under the same name.
    if (before !== undefined && fact !== null && isSameFact(before, fact)) return new Set([subject]);
    const touched = this.around(subject);
    if (before !== undefined) {
      for (const key of before.keys) drop(this.byKey, key, before);
      if (before.about !== undefined) drop(this.byAbout, before.about, before);
      this.known.delete(subject);
    }
    if (fact !== null) {
      const known = knownOf(fact);
      this.known.set(subject, known);
      for (const key of known.keys) add(this.byKey, key, known);
      if (known.about !== undefined) add(this.byAbout, known.about, known);
      for (const other of this.around(subject)) touched.add(other);
    }
    touched.add(subject);
    return touched;
  }

  /** Puts a decision in force, or (null) out of it; answers every subject whose group may be another now. */
  decide([a, b]: PairDecision['subjects'], decision: PairDecision['decision'] | null): Set<Subject> {
    const touched = new Set([...this.around(a), ...this.around(b)]);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const of = this.decided.get(from) ?? new Map<Subject, PairDecision['decision']>();
      if (decision === null) of.delete(to);
      else of.set(to, decision);
      if (of.size === 0) this.decided.delete(from);
      else this.decided.set(from, of);
    }
    for (const subject of [...this.around(a), ...this.around(b)]) touched.add(subject);
    return touched;
  }

  /** Every subject of the same thing, itself included, sorted. */
  group(subject: Subject): Subject[] {
    const cluster = this.around(subject);
    if (cluster.size <= 1) return [subject];
    const pairs = new Map<string, Pair>();
    for (const member of cluster) for (const pair of this.pairsOf(member)) pairs.set(`${pair.a} ${pair.b}`, pair);
    const inOrder = [...pairs.values()].sort((x, y) => x.score - y.score || compare(x.a, y.a) || compare(x.b, y.b));
    const things = [...cluster].filter((member) => !this.isReport(member));
    const groupOf = new Map(things.map((member) => [member, [member]]));
    for (const { score, a, b } of inOrder) {
      const [one, other] = [groupOf.get(a), groupOf.get(b)];
      if (one === undefined || other === undefined || one === other || !this.mayJoin(one, other, score === 0)) continue;
      const joined = [...one, ...other];
      for (const member of joined) groupOf.set(member, joined);
    }
    for (const group of this.reportsOf(groupOf, inOrder)) if (group.includes(subject)) return group.sort(compare);
    return [...(groupOf.get(subject) ?? [subject])].sort(compare);
  }

  /** The groups that reports join, each its best one and none twice, so that no report makes two things one. */
  private reportsOf(things: ReadonlyMap<Subject, Subject[]>, inOrder: readonly Pair[]): Subject[][] {
    const joined = new Map<Subject[], Subject[]>();
    const done = new Set<Subject>();
    for (const { a, b } of inOrder) {
      const report = things.has(a) ? b : a;
      const group = things.get(things.has(a) ? a : b);
      if (group === undefined || things.has(report) || done.has(report) || !this.mayReport(report, group)) continue;
      done.add(report);
      joined.set(group, [...(joined.get(group) ?? group), report]);
    }
    return [...joined.values()];
  }

  private isReport(subject: Subject): boolean {
    return this.known.get(subject)?.about !== undefined;
  }

  /** Who was told apart from a thing stays apart, and so do the reports of it. */
  private mayReport(report: Subject, group: readonly Subject[]): boolean {
    const about = this.known.get(report)?.about;
    return [report, ...(about === undefined ? [] : [about])].every((subject) => {
      const of = this.decided.get(subject);
      return of === undefined || group.every((member) => member === subject || of.get(member) !== 'never-same');
    });
  }

  private mayJoin(one: readonly Subject[], other: readonly Subject[], decided: boolean): boolean {
    for (const a of one) {
      const of = this.decided.get(a);
      if (of !== undefined && other.some((b) => of.get(b) === 'never-same')) return false;
    }
    if (decided) return true;
    const datasets = new Set(one.map((subject) => this.known.get(subject)?.dataset ?? subject));
    return other.every((subject) => !datasets.has(this.known.get(subject)?.dataset ?? subject));
  }

  /** All that could be one with it, or with what could be one with it, and so on. */
  private around(subject: Subject): Set<Subject> {
    const found = new Set<Subject>();
    if (!this.known.has(subject)) return found;
    found.add(subject);
    for (const member of found) for (const { a, b } of this.pairsOf(member)) found.add(a === member ? b : a);
    return found;
  }

  private pairsOf(subject: Subject): Pair[] {
    const own = this.known.get(subject);
    if (own === undefined) return [];
    const pairs = new Map<Subject, number>();
    const found = (other: Subject, score: number): void => {
      pairs.set(other, Math.min(score, pairs.get(other) ?? Number.POSITIVE_INFINITY));
    };
    for (const [other, decision] of this.decided.get(subject) ?? []) {
      if (decision === 'same' && other !== subject && this.known.has(other)) found(other, 0);
    }
    for (const other of this.reportingTo(own)) found(other, 0.5);
    for (const [index, key] of own.keys.entries()) {
      const those = this.byKey.get(key);
      if (those === own || those === undefined) continue;
      for (const other of Array.isArray(those) ? those : [those]) {
        if (other === own) continue;
        const share = index < own.identifiers.length ? -1 : likeness(own, other);
        if (share !== null) found(other.subject, 2 + share);
      }
    }
    if (pairs.size === 0) return NO_PAIRS;
    return [...pairs].map(([other, score]) =>
      subject < other ? { score, a: subject, b: other } : { score, a: other, b: subject },
    );
  }

  /** What it reports of, or who reports of it. */
  private reportingTo(own: Known): Subject[] {
    const reports = own.about === undefined ? this.byAbout.get(own.subject) : undefined;
    const linked = own.about === undefined ? [reports ?? []].flat() : [this.known.get(own.about)];
    return linked.flatMap((known) => {
      if (known === undefined || (known.about === undefined) === (own.about === undefined)) return [];
      return kindOf(known) === kindOf(own) && known.exercise === own.exercise ? [known.subject] : [];
    });
  }
}

const NO_PAIRS: Pair[] = [];

function isSameFact(a: ThingFact, b: ThingFact): boolean {
  return (
    a.about === b.about &&
    a.name === b.name &&
    a.nameKana === b.nameKana &&
    a.theme === b.theme &&
    a.dataset === b.dataset &&
    a.exercise === b.exercise &&
    a.lngLat?.[0] === b.lngLat?.[0] &&
    a.lngLat?.[1] === b.lngLat?.[1] &&
    a.identifiers.length === b.identifiers.length &&
    a.identifiers.every((identifier, index) => identifier === b.identifiers[index])
  );
}

function knownOf(fact: ThingFact): Known {
  const [plain, kana] = [plainName(fact.name), plainKana(fact.nameKana)];
  const realm = `${fact.exercise ?? ''}|${kindOf(fact)}`;
  // The real thing and its rehearsal are two, and so are a shelter and a hospital of one number.
  const keys = fact.identifiers.map((identifier) => `${realm}|${identifier}`);
  if (fact.lngLat !== null && MATCH_RULES[fact.theme] !== null) {
    if (plain !== '') keys.push(`${realm}|name ${plain}`);
    if (kana !== null) keys.push(`${realm}|kana ${kana}`);
  }
  return { ...fact, plain, kana, keys };
}

/** Share of the rule's distance; null = not alike. */
function likeness(a: Known, b: Known): number | null {
  const rule = MATCH_RULES[a.theme];
  if (rule === null || kindOf(a) !== kindOf(b) || a.lngLat === null || b.lngLat === null) return null;
  const sameName = a.plain !== '' && a.plain === b.plain;
  const sameKana = a.kana !== null && a.kana === b.kana;
  if (!sameName && !sameKana) return null;
  if (Math.abs(a.lngLat[1] - b.lngLat[1]) > FAR_DEGREES) return null;
  const meters = distanceKm(a.lngLat, b.lngLat) * 1_000;
  return meters <= rule.meters ? meters / rule.meters : null;
}

/** Things of other kinds are never one. A shelter and the evacuation site in the same building are. */
function kindOf({ theme }: ThingFact): string {
  const { kind } = THEME_DEFINITIONS[theme];
  return kind === 'shelter' ? kind : theme;
}

function add(index: Map<string, Known | Known[]>, key: string, known: Known): void {
  const there = index.get(key);
  if (there === undefined) index.set(key, known);
  else if (Array.isArray(there)) there.push(known);
  else index.set(key, [there, known]);
}

function drop(index: Map<string, Known | Known[]>, key: string, known: Known): void {
  const there = index.get(key);
  const left = Array.isArray(there) ? there.filter((other) => other !== known) : [];
  if (left.length === 0) index.delete(key);
  else index.set(key, left);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
