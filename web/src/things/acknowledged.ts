import type { DecisionEntry, DecisionId, Instant, ThingDecision } from '@hinomi/contracts';
import type { UrgentThing } from './urgent-things.js';

type Acknowledged = Extract<ThingDecision, { is: 'acknowledged' }>;

/** What was done here and is not at the hub yet, in the order it was done. */
export type WaitingWord = { drill: boolean; at: Instant } & (
  { do: 'take'; decision: Acknowledged } | { do: 'undo'; decisionId: DecisionId }
);

/** Who has taken note of an alarm; `by` null: whoever is at this browser, and the hub has not heard of it. */
export interface TakenNote {
  at: Instant;
  by: string | null;
  /** Every decision that says so: all of them are withdrawn together. */
  decisions: readonly DecisionId[];
}

export interface StandingAlarm extends UrgentThing {
  taken: TakenNote | null;
  /** An earlier word of the same alarm, which was said again since. */
  before: TakenNote | null;
}

export function noteOf({ feature, is, since }: UrgentThing): Acknowledged {
  return { is: 'acknowledged', thing: feature.id as string as Acknowledged['thing'], alarm: is, since };
}

/** Each alarm with who has taken note of it as it stands; one that was said anew later than that is open again. */
export function standingAlarms(
  urgent: readonly UrgentThing[],
  entries: readonly DecisionEntry[],
  waiting: readonly WaitingWord[],
): StandingAlarm[] {
  const undone = new Set(waiting.flatMap((word) => (word.do === 'undo' ? [word.decisionId] : [])));
  const notes = new Map<string, { note: TakenNote; since: Instant }[]>();
  const add = ({ thing, alarm, since }: Acknowledged, note: TakenNote): void => {
    const key = `${thing} ${alarm}`;
    notes.set(key, [...(notes.get(key) ?? []), { note, since }]);
  };
  for (const { decision, decisionId, at, by, withdrawn } of entries) {
    if (decision.is !== 'acknowledged' || withdrawn !== null || undone.has(decisionId)) continue;
    add(decision, { at, by: by.name, decisions: [decisionId] });
  }
  for (const word of waiting) if (word.do === 'take') add(word.decision, { at: word.at, by: null, decisions: [] });
  return urgent.map((each) => {
    const of = notes.get(`${each.feature.id} ${each.is}`) ?? [];
    const taken = of.filter(({ since }) => since >= each.since).map(({ note }) => note);
    const before = of.filter(({ since }) => since < each.since).map(({ note }) => note);
    return { ...each, taken: firstOf(taken), before: lastOf(before) };
  });
}

/** Whoever was first; with all that says the same. */
function firstOf(notes: readonly TakenNote[]): TakenNote | null {
  const [first] = [...notes].sort((a, b) => (a.at < b.at ? -1 : 1));
  return first === undefined ? null : { ...first, decisions: notes.flatMap(({ decisions }) => decisions) };
}

function lastOf(notes: readonly TakenNote[]): TakenNote | null {
  return [...notes].sort((a, b) => (a.at > b.at ? -1 : 1))[0] ?? null;
}

/** The words that are left once somebody changes their mind: what the hub has not heard of was never said. */
export function undo(
  waiting: readonly WaitingWord[],
  alarm: StandingAlarm,
  drill: boolean,
  at: Instant,
): WaitingWord[] {
  const left = waiting.filter(
    (word) =>
      word.do !== 'take' ||
      word.drill !== drill ||
      !(word.decision.thing === (alarm.feature.id as string) && word.decision.alarm === alarm.is),
  );
  const decisions = alarm.taken?.decisions ?? [];
  return [...left, ...decisions.map((decisionId): WaitingWord => ({ do: 'undo', decisionId, drill, at }))];
}

/** As this browser keeps them; what cannot be read is nothing. */
export function readWaiting(text: string | null): WaitingWord[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read)
      ? (read as WaitingWord[]).filter((word) => word?.do === 'take' || word?.do === 'undo')
      : [];
  } catch {
    return [];
  }
}
