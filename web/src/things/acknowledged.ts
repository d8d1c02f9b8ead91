import type { DecisionEntry, DecisionId, Instant, ThingDecision } from '@hinomi/contracts';

type Acknowledged = Extract<ThingDecision, { is: 'acknowledged' }>;

/** What somebody may take note of: as it was when it was last seen, or of a hazard as severe as it is. */
export interface Alarm {
  key: string;
  is: Acknowledged['alarm'];
  /** Every id that it is or was known by; notes are taken under the first. */
  ids: readonly string[];
  since: Instant;
  severity?: number;
}

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

export interface Noted {
  taken: TakenNote | null;
  /** An earlier word of the same alarm, which was said again, or became worse, since. */
  before: TakenNote | null;
}
export type Standing<T extends Alarm> = T & Noted;

export function noteOf({ ids: [id], is, since, severity }: Alarm): Acknowledged {
  const thing = id as Acknowledged['thing'];
  return { is: 'acknowledged', thing, alarm: is, since, ...(severity !== undefined && { severity }) };
}

/** Each alarm with who has taken note of it as it stands; one that was said anew later than that is open again. */
export function standingAlarms<T extends Alarm>(
  alarms: readonly T[],
  entries: readonly DecisionEntry[],
  waiting: readonly WaitingWord[],
): Standing<T>[] {
  const undone = new Set(waiting.flatMap((word) => (word.do === 'undo' ? [word.decisionId] : [])));
  const notes = new Map<string, { note: TakenNote; of: Acknowledged }[]>();
  const add = (of: Acknowledged, note: TakenNote): void => {
    const key = `${of.thing} ${of.alarm}`;
    notes.set(key, [...(notes.get(key) ?? []), { note, of }]);
  };
  for (const { decision, decisionId, at, by, withdrawn } of entries) {
    if (decision.is !== 'acknowledged' || withdrawn !== null || undone.has(decisionId)) continue;
    add(decision, { at, by: by.name, decisions: [decisionId] });
  }
  for (const word of waiting) if (word.do === 'take') add(word.decision, { at: word.at, by: null, decisions: [] });
  return alarms.map((each) => {
    const said = each.ids.flatMap((id) => notes.get(`${id} ${each.is}`) ?? []);
    const taken = said.filter(({ of }) => covers(of, each)).map(({ note }) => note);
    const before = said.filter(({ of }) => !covers(of, each)).map(({ note }) => note);
    return { ...each, taken: firstOf(taken), before: lastOf(before) };
  });
}

/** A note holds for the alarm as it was: a hazard's for nothing worse, another for nothing that was seen later. */
function covers(note: Acknowledged, { since, severity }: Alarm): boolean {
  return severity === undefined ? note.since >= since : (note.severity ?? 0) >= severity;
}

/** The words of a browser that may tell nobody, without those of hazards that are over or eased: the next time is another alarm. */
export function withoutEased(
  waiting: readonly WaitingWord[],
  alarms: readonly Alarm[],
  drill: boolean,
): readonly WaitingWord[] {
  const stands = ({ thing, severity = 0 }: Acknowledged): boolean =>
    alarms.some(({ is, ids, severity: now = 0 }) => is === 'hazard' && ids.includes(thing) && now >= severity);
  const left = waiting.filter(
    (word) => word.do !== 'take' || word.drill !== drill || word.decision.alarm !== 'hazard' || stands(word.decision),
  );
  return left.length === waiting.length ? waiting : left;
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
  alarm: Standing<Alarm>,
  drill: boolean,
  at: Instant,
): WaitingWord[] {
  const left = waiting.filter(
    (word) =>
      word.do !== 'take' ||
      word.drill !== drill ||
      !(alarm.ids.includes(word.decision.thing) && word.decision.alarm === alarm.is),
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
