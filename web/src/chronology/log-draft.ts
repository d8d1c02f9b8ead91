import {
  instantFromMillis,
  LOG_STATUSES,
  standingVersion,
  type LogAttachment,
  type LogEntry,
  type LogEntryId,
  type LogPlace,
  type LogStatus,
  type LogText,
} from '@hinomi/contracts';
import { fieldMillis, fieldTime } from '../words/clock.js';

/** What somebody has typed; kept in the tab with every key. */
export interface LogDraft {
  /** As a field of date and time has it, Japanese time; empty = when it is sent. */
  at: string;
  from: string;
  to: string;
  content: string;
  status: LogStatus;
  handler: string;
  place: string;
  /** Where the map was taken for it; null = only the name. */
  lngLat: LogPlace['lngLat'];
  /** With the hub already. */
  attachments: readonly LogAttachment[];
  /** Files that are not with the hub yet: they live in the page only. */
  waiting: number;
}

/** An edit, and how many versions its writer has seen. */
export interface LogEdit {
  entryId: LogEntryId;
  seen: number;
  draft: LogDraft;
}

export interface LogDesk {
  fresh: LogDraft;
  edit: LogEdit | null;
}

export const EMPTY_DRAFT: LogDraft = {
  ...{ at: '', from: '', to: '', content: '', status: 'note', handler: '', place: '', lngLat: null },
  ...{ attachments: [], waiting: 0 },
};
export const EMPTY_DESK: LogDesk = { fresh: EMPTY_DRAFT, edit: null };

export function draftOf({ at, from, to, content, status, handler, place, attachments = [] }: LogText): LogDraft {
  const [name, lngLat] = [place?.name ?? '', place?.lngLat ?? null];
  return {
    at: fieldTime(Date.parse(at)),
    from,
    to,
    content,
    status,
    handler,
    place: name,
    lngLat,
    attachments,
    waiting: 0,
  };
}

/** What stands is in the form, and everything written so far has been seen. */
export function editOf(entry: LogEntry, draft = draftOf(standingVersion(entry).text)): LogEdit {
  return { entryId: entry.entryId, seen: entry.count, draft };
}

/** `at` of the entry as it was is kept to its fraction of a second, unless somebody changed it. */
export function textOf(draft: LogDraft, nowMs: number, before: LogText | null): LogText | null {
  const typedMs = draft.at === '' ? nowMs : fieldMillis(draft.at);
  if (typedMs === null || draft.content.trim() === '' || draft.waiting > 0) return null;
  const isSameTime = before !== null && draft.at === fieldTime(Date.parse(before.at));
  const place = draft.place.trim();
  return {
    at: isSameTime ? before.at : instantFromMillis(typedMs),
    from: draft.from.trim(),
    to: draft.to.trim(),
    content: draft.content.trim(),
    status: draft.status,
    handler: draft.handler.trim(),
    place: place === '' && draft.lngLat === null ? null : { name: place, lngLat: draft.lngLat },
    ...(draft.attachments.length > 0 && {
      attachments: draft.attachments.map((one) => ({ ...one, name: one.name.trim() || one.kind.toUpperCase() })),
    }),
  };
}

/** Whether a field was filled in. */
export function isWritten(draft: LogDraft): boolean {
  if (draft.attachments.length + draft.waiting > 0) return true;
  return [draft.at, draft.from, draft.to, draft.content, draft.handler, draft.place].some((text) => text.trim() !== '');
}

/** What this page wrote itself; anything else is an empty desk. */
export function readDesk(text: string | null): LogDesk {
  if (text === null) return EMPTY_DESK;
  try {
    const { fresh, edit } = JSON.parse(text) as Partial<LogDesk>;
    return {
      fresh: { ...EMPTY_DRAFT, ...fresh, waiting: 0 },
      edit:
        edit === null || edit === undefined ? null : { ...edit, draft: { ...EMPTY_DRAFT, ...edit.draft, waiting: 0 } },
    };
  } catch {
    // Not written by this page.
    return EMPTY_DESK;
  }
}

/** 1 to 4 choose a status, as they stand in the list. */
export function statusOfKey(key: string): LogStatus | null {
  return LOG_STATUSES[Number(key.normalize('NFKC')) - 1] ?? null;
}
