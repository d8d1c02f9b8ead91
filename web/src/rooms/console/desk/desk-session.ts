import type { FeatureId, Instant, ShelterReportId } from '@hinomi/contracts';
import type { Typed, Way } from './desk-entry.js';

/** What is being written about one shelter. */
export interface DeskDraft {
  id: FeatureId;
  name: string;
  typed: Typed;
  toldBy: string;
  /** As typed; empty = now, or `seenThen`. */
  seenAt: string;
  /** Of the report that is put right. */
  seenThen: Instant | null;
  corrects: ShelterReportId | null;
}

/** What the hub has taken last, with all that is needed to put it right. */
export interface DeskSent {
  draft: DeskDraft;
  reportId: ShelterReportId;
  seenAt: Instant;
  receivedAt: Instant;
}

/** Kept in the tab with every key, so that closing the panel or a reload loses nothing. */
export interface DeskSession {
  way: Way;
  current: FeatureId | null;
  drafts: Readonly<Record<string, DeskDraft>>;
  sent: DeskSent | null;
}

export const EMPTY_SESSION: DeskSession = { way: 'telephone', current: null, drafts: {}, sent: null };

export type Chosen = Pick<DeskDraft, 'id' | 'name'>;

export function isWritten({ typed, toldBy, seenAt }: DeskDraft): boolean {
  return [...Object.values(typed), toldBy, seenAt].some((text) => text !== undefined && text.trim() !== '');
}

/** What was written about it before stands again; drafts with nothing in them go. */
export function choose(session: DeskSession, { id, name }: Chosen): DeskSession {
  const fresh: DeskDraft = { id, name, typed: {}, toldBy: '', seenAt: '', seenThen: null, corrects: null };
  const drafts = keepWritten(session.drafts);
  return { ...session, current: id, drafts: { ...drafts, [id]: drafts[id] ?? fresh } };
}

export function leave(session: DeskSession): DeskSession {
  return { ...session, current: null, drafts: keepWritten(session.drafts) };
}

export function change(session: DeskSession, part: Partial<DeskDraft>): DeskSession {
  const draft = currentDraft(session);
  if (draft === null) return session;
  return { ...session, drafts: { ...session.drafts, [draft.id]: { ...draft, ...part } } };
}

export function currentDraft({ current, drafts }: DeskSession): DeskDraft | null {
  return current === null ? null : (drafts[current] ?? null);
}

/** The hub has it: nothing of it is being written any more. */
export function taken(session: DeskSession, sent: DeskSent): DeskSession {
  const { [sent.draft.id]: _done, ...drafts } = session.drafts;
  const current = session.current === sent.draft.id ? null : session.current;
  return { ...session, current, drafts, sent };
}

/** What was just sent stands in the form again, as seen then; what is being written about that shelter already comes first. */
export function reopen(session: DeskSession): DeskSession {
  const { sent } = session;
  if (sent === null) return session;
  const { draft, reportId, seenAt } = sent;
  const begun = session.drafts[draft.id];
  if (begun !== undefined && isWritten(begun)) return choose(session, draft);
  const again: DeskDraft = { ...draft, seenAt: '', seenThen: seenAt, corrects: reportId };
  return { ...session, current: draft.id, drafts: { ...session.drafts, [draft.id]: again } };
}

/** Drafts of other shelters. */
export function waitingDrafts({ drafts, current }: DeskSession): DeskDraft[] {
  return Object.values(drafts).filter((draft) => draft.id !== current && isWritten(draft));
}

function keepWritten(drafts: DeskSession['drafts']): DeskSession['drafts'] {
  return Object.fromEntries(Object.entries(drafts).filter(([, draft]) => isWritten(draft)));
}

export function readSession(text: string | null): DeskSession {
  if (text === null) return EMPTY_SESSION;
  try {
    return { ...EMPTY_SESSION, ...(JSON.parse(text) as Partial<DeskSession>) };
  } catch {
    // Not written by this page.
    return EMPTY_SESSION;
  }
}
