import { canonicalJson, type DerivedNeed, type HealthRecord, type Instant, type RulesVersion } from '@hinomi/contracts';
import { ageNeed, earliest, nextStepAt } from '../derive/age-needs.js';
import { deriveContributions } from '../person/derive-contributions.js';
import type { PersonCard } from '../person/person-card.js';
import type { PhrRules } from '../phr-settings.js';
import { isClosed } from './need-state.js';

/** What needs are derived with. */
export type Deriving = Pick<PhrRules, 'derive' | 'rules'>;

/** Everything somebody is known to need, derived from all their records at one moment. */
export function derivedAnew(
  card: Omit<PersonCard, 'needs' | 'counted' | 'derivedAt' | 'rulesVersion'>,
  records: readonly { id: string; record: HealthRecord }[],
  { derive, rules }: Deriving,
  at: Instant,
): PersonCard {
  const needs = Object.fromEntries(records.map(({ id, record }) => [id, derive(record, rules, at)]));
  const counted = deriveContributions(Object.values(needs), card.decisions, at);
  return { ...card, needs, counted, derivedAt: at, rulesVersion: rules.version };
}

/** As it stands without looking into the records again: as urgent as it is by now, without what is closed by now. */
export function countedAt(card: PersonCard, at: Instant): PersonCard {
  return { ...card, counted: deriveContributions(Object.values(agedNeeds(card, at)), card.decisions, at) };
}

/** By record, each need as urgent as it is at a moment. */
export function agedNeeds({ needs, derivedAt }: PersonCard, at: Instant): Record<string, readonly DerivedNeed[]> {
  if (derivedAt === undefined) return { ...needs };
  return Object.fromEntries(
    Object.entries(needs).map(([id, derived]) => [id, derived.map((need) => ageNeed(need, derivedAt, at))]),
  );
}

/** Whether deriving anew found nothing that anybody would count or read otherwise. Hours alone are told from the time. */
export function standsAsBefore(before: PersonCard, now: PersonCard): boolean {
  return canonicalJson(essence(before)) === canonicalJson(essence(now));
}

function essence({ needs, counted, rulesVersion }: PersonCard): unknown {
  const without = Object.entries(needs).map(([id, derived]) => [
    id,
    derived.map((need) => ({ ...need, urgencyHours: 0 })),
  ]);
  return { needs: Object.fromEntries(without) as unknown, counted, rulesVersion: rulesVersion ?? null };
}

/** When what they count for changes next by time alone, as far as that is known without their records; null = not. */
export function dueAt({ needs, decisions = {}, derivedAt }: PersonCard, at: Instant): Instant | null {
  const closed = Object.values(decisions).filter((decision) => isClosed(decision, at));
  const steps =
    derivedAt === undefined
      ? []
      : Object.values(needs)
          .flat()
          .map((need) => nextStepAt(need, derivedAt));
  return earliest([...closed.map(({ until }) => until), ...steps]);
}

/** Editions are told apart by number, so that `2026-11.10` comes after `2026-11.9`. */
export function isNewerEdition(one: RulesVersion, other: RulesVersion): boolean {
  const [[monthA = '', nthA], [monthB = '', nthB]] = [one.split('.'), other.split('.')];
  return monthA === monthB ? Number(nthA) > Number(nthB) : monthA > monthB;
}
