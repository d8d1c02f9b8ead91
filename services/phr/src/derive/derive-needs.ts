import {
  CERTAINTIES,
  instantFromMillis,
  millisOf,
  type Certainty,
  type DerivedNeed,
  type Evidence,
  type HealthRecord,
  type Instant,
  type NeedCode,
} from '@hinomi/contracts';
import { roundHours, stepOf } from './age-needs.js';
import { hasAge, holdsBesides, speaksNoneOf } from './holds.js';
import type { NeedDefinition, NeedRule, NeedsRules } from './needs-rules.js';
import { CLASSIFIED, plainCodes, plainWords, rulesOfCodes } from './rule-index.js';

interface Reason {
  rule: NeedRule;
  evidence: number[];
  certainty: Certainty;
}

/**
 * What a person needs at a moment, by the rules: each need once, with every reason; in the order of the needs of the rules. Pure:
 * nothing of the record is in it but places of evidence, and the end of a supply.
 */
export function deriveNeeds(record: HealthRecord, rules: NeedsRules, at: Instant): DerivedNeed[] {
  const reasons = new Map<NeedCode, Map<string, Reason>>();
  const add = (rule: NeedRule, index: number | null, certainty: Certainty): void => {
    let ofNeed = reasons.get(rule.need);
    if (ofNeed === undefined) reasons.set(rule.need, (ofNeed = new Map()));
    const known = ofNeed.get(rule.id);
    if (known === undefined) ofNeed.set(rule.id, { rule, evidence: index === null ? [] : [index], certainty });
    else {
      if (index !== null) known.evidence.push(index);
      known.certainty = surer(known.certainty, certainty);
    }
  };
  for (const rule of rules.index.ofPerson) {
    if (hasAge(rule, record.person, at) && speaksNoneOf(rule, record.person)) add(rule, null, rule.certainty);
  }
  for (const [index, evidence] of record.evidence.entries()) {
    for (const { rule, certainty } of matching(evidence, record, rules, at)) add(rule, index, certainty);
  }
  const found: DerivedNeed[] = [];
  for (const [need, definition] of rules.needs) {
    const ofNeed = reasons.get(need);
    if (ofNeed !== undefined) found.push(derived(definition, [...ofNeed.values()], record, rules, at));
  }
  return found;
}

interface Match {
  rule: NeedRule;
  certainty: Certainty;
}

function matching(evidence: Evidence, record: HealthRecord, { index }: NeedsRules, at: Instant): Match[] {
  const codes = plainCodes(evidence.codes, index);
  const holds = (rule: NeedRule): boolean => holdsBesides(rule, evidence, codes, record.person, at);
  const named = rulesOfCodes(codes, index);
  const matches = [...named, ...index.byKind]
    .filter(holds)
    .map((rule) => ({ rule, certainty: certaintyOf(rule, evidence) }));
  if (!codes.some(({ system }) => CLASSIFIED.has(system))) {
    for (const rule of rulesOfWords(evidence, index.byWords)) {
      if (!named.has(rule) && holds(rule)) matches.push({ rule, certainty: 'possible' });
    }
  }
  if (evidence.kind === 'medicine' && matches.length === 0 && !codes.some(({ system }) => system === 'otc')) {
    for (const rule of index.unmatched) if (holds(rule)) matches.push({ rule, certainty: rule.certainty });
  }
  return matches;
}

/** A name that denies what it names says nothing. */
const DENIES = /なし|無し|否定|陰性|no known|no history|denies|negative/i;

function rulesOfWords({ text }: Evidence, byWords: NeedsRules['index']['byWords']): NeedRule[] {
  if (text === null || DENIES.test(text)) return [];
  const plain = plainWords(text);
  return byWords.filter(({ words }) => words.some((word) => plain.includes(word))).map(({ rule }) => rule);
}

/** Of a condition that nobody calls present, or that is only suspected, a need is no more than possible. */
function certaintyOf(rule: NeedRule, { kind, status }: Evidence): Certainty {
  return kind === 'condition' && status === 'unknown' ? 'possible' : rule.certainty;
}

function surer(one: Certainty, other: Certainty): Certainty {
  return CERTAINTIES.indexOf(one) >= CERTAINTIES.indexOf(other) ? one : other;
}

function derived(
  definition: NeedDefinition,
  reasons: Reason[],
  record: HealthRecord,
  rules: NeedsRules,
  at: Instant,
): DerivedNeed {
  const rank = ({ certainty, rule }: Reason): number => CERTAINTIES.indexOf(certainty) * 2 + (rule.reviewed ? 1 : 0);
  const ordered = [...reasons].sort((a, b) => rank(b) - rank(a) || (a.rule.id < b.rule.id ? -1 : 1));
  const [first] = ordered as [Reason, ...Reason[]];
  const evidence = [...new Set(reasons.flatMap((reason) => reason.evidence))].sort((a, b) => a - b);
  const supplyUntil = supplyOf(evidence.flatMap((index) => record.evidence[index] ?? []));
  const hours = urgencyHours(definition, supplyUntil, at);
  return {
    need: definition.need,
    kind: definition.kind,
    urgencyHours: hours,
    urgency: hours === null ? 'continuous' : stepOf(hours),
    certainty: first.certainty,
    rule: first.rule.id,
    rulesVersion: rules.version,
    reviewed: first.rule.reviewed,
    reasons: ordered.map((reason) => ({
      rule: reason.rule.id,
      evidence: reason.evidence,
      certainty: reason.certainty,
    })),
    evidence,
    supplyUntil,
  };
}

/**
 * When the first of the medicines runs out: of each the last supply counts. Null when of none an end is known. Whether the person
 * took it along is not known.
 */
function supplyOf(evidence: readonly Evidence[]): Instant | null {
  const lastOf = new Map<string, string>();
  for (const one of evidence) {
    if (one.kind !== 'medicine' || one.until === null || one.until.length < 10) continue;
    const [code] = one.codes;
    const drug =
      code === undefined
        ? `text ${one.text}`
        : `${code.system} ${code.code.slice(0, code.system === 'yj' ? 9 : undefined)}`;
    const known = lastOf.get(drug);
    if (known === undefined || known < one.until) lastOf.set(drug, one.until);
  }
  const [first] = [...lastOf.values()].sort();
  return first === undefined ? null : instantFromMillis(Date.parse(`${first}T00:00:00+09:00`));
}

/** The gap that can be borne, after what is left of the supply; a supply that has ended may have been renewed elsewhere, or not. */
function urgencyHours({ urgency }: NeedDefinition, supplyUntil: Instant | null, at: Instant): number | null {
  if (urgency.hours === null) return null;
  const left = supplyUntil === null ? 0 : Math.max(0, (millisOf(supplyUntil) - millisOf(at)) / 3_600_000);
  return roundHours(urgency.hours + left);
}
