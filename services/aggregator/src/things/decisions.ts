import { compareDecisions, type DecisionId, type Instant, type Subject, type ThingDecidedV1 } from '@hinomi/contracts';
import type { PairDecision } from './same-thing.js';

/** A decision as the log holds it. */
export interface KnownDecision {
  appendedAt: Instant;
  decided: ThingDecidedV1;
}

/** All that operators decided of things, and what of it counts; a decision that was withdrawn never counts again. */
export class Decisions {
  private readonly known = new Map<DecisionId, KnownDecision>();
  private readonly withdrawn = new Set<DecisionId>();
  private readonly of = new Map<Subject, Set<DecisionId>>();

  /** Answers every subject that the decision is about; none when it is known already. */
  add(added: KnownDecision): Subject[] {
    const { decisionId, decision } = added.decided;
    const before = this.known.get(decisionId);
    if (before !== undefined && before.appendedAt <= added.appendedAt) return [];
    this.known.set(decisionId, added);
    if (decision.is === 'withdraw') {
      this.withdrawn.add(decision.decisionId);
      const target = this.known.get(decision.decisionId);
      return target === undefined ? [] : subjectsOf(target);
    }
    const subjects = subjectsOf(added);
    for (const subject of subjects) this.of.set(subject, (this.of.get(subject) ?? new Set()).add(decisionId));
    return subjects;
  }

  facts(): KnownDecision[] {
    return [...this.known.values()];
  }

  /** What counts about a subject, from the first to the last. */
  inForce(subject: Subject): KnownDecision[] {
    return [...(this.of.get(subject) ?? [])]
      .filter((id) => !this.withdrawn.has(id))
      .flatMap((id) => this.known.get(id) ?? [])
      .sort((a, b) => compareDecisions(a.decided, b.decided));
  }

  /** What counts about every pair that decisions on a subject ever spoke of; null = nothing any more. */
  pairsOf(subject: Subject): Map<Subject, PairDecision['decision'] | null> {
    const pairs = new Map<Subject, PairDecision['decision'] | null>();
    for (const id of this.of.get(subject) ?? []) {
      const known = this.known.get(id);
      if (known !== undefined) for (const [a, b] of pairsIn(known)) pairs.set(a === subject ? b : a, null);
    }
    for (const known of this.inForce(subject)) {
      const { is } = known.decided.decision;
      if (is !== 'same' && is !== 'never-same') continue;
      for (const [a, b] of pairsIn(known)) {
        if (a === subject) pairs.set(b, is);
        else if (b === subject) pairs.set(a, is);
      }
    }
    pairs.delete(subject);
    return pairs;
  }
}

function subjectsOf({ decided: { decision } }: KnownDecision): Subject[] {
  switch (decision.is) {
    case 'same':
      return [...new Set(decision.things)];
    case 'never-same':
      return [...new Set([decision.thing, ...decision.from])];
    case 'pin':
    case 'handled':
      return [decision.thing];
    // Who has taken note of an alarm is told by the gateway: the picture is for more than headquarters.
    case 'acknowledged':
    case 'eased':
    case 'withdraw':
      return [];
  }
}

/** Things that are one hang on the first; what is none of others is told apart from each. */
function pairsIn({ decided: { decision } }: KnownDecision): [Subject, Subject][] {
  if (decision.is === 'same') {
    const [first, ...others] = decision.things as [Subject, ...Subject[]];
    return others.filter((other) => other !== first).map((other) => [first, other]);
  }
  if (decision.is !== 'never-same') return [];
  return decision.from.filter((other) => other !== decision.thing).map((other) => [decision.thing, other]);
}
