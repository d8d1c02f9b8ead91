import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { ulid } from 'ulid';
import {
  standingVersion,
  type LogEntry,
  type LogEntryId,
  type LogText,
  type LogWriteId,
  type RunId,
} from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import {
  EMPTY_DRAFT,
  readDesk,
  textOf,
  type LogDesk,
  type LogDraft,
  type LogEdit,
} from '../../../chronology/log-draft.js';
import { LogFeed, type LogView } from '../../../chronology/log-feed.js';
import { LogOutbox } from '../../../chronology/log-outbox.js';
import { shelfOf } from '../desk/use-desk.js';

export interface Chronology {
  view: LogView;
  fresh: LogDraft;
  edit: LogEdit | null;
  change: (part: Partial<LogDraft>) => void;
  setEdit: (edit: LogEdit | null) => void;
  /** False while it lacks something. */
  writeFresh: (nowMs: number) => boolean;
  writeEdit: (nowMs: number) => boolean;
  /** A refused entry stands in the form again. */
  takeBack: (writeId: string, draft: LogDraft) => void;
  settle: (writeId: string) => void;
}

/** One book, what is being written into it, kept in the tab with every key, and what is on its way. */
export function useChronology(api: HubApi, subject: string, exercise: RunId | null): Chronology {
  const feed = useMemo(
    () => new LogFeed(api, exercise, new LogOutbox(shelfOf('localStorage'), subject)),
    [api, exercise, subject],
  );
  useEffect(() => {
    feed.open();
    return () => feed.close();
  }, [feed]);
  const view = useSyncExternalStore(feed.subscribe, feed.current);

  const key = `hinomi-log:${subject}:${exercise ?? 'real'}`;
  const [desk, setDesk] = useState(() => readDesk(shelfOf('sessionStorage')?.getItem(key) ?? null));
  useEffect(() => {
    shelfOf('sessionStorage')?.setItem(key, JSON.stringify(desk));
  }, [desk, key]);

  const put = useCallback((part: Partial<LogDesk>) => setDesk((now) => ({ ...now, ...part })), []);
  const change = useCallback(
    (part: Partial<LogDraft>) => setDesk((now) => ({ ...now, fresh: { ...now.fresh, ...part } })),
    [],
  );
  const send = (entryId: LogEntryId, version: number, text: LogText): void =>
    feed.write({ entryId, writeId: ulid() as LogWriteId, version, exercise, text });
  return {
    view,
    ...desk,
    change,
    setEdit: useCallback((edit: LogEdit | null) => put({ edit }), [put]),
    writeFresh: (nowMs) => {
      const text = textOf(desk.fresh, nowMs, null);
      if (text === null) return false;
      send(ulid() as LogEntryId, 1, text);
      put({ fresh: EMPTY_DRAFT });
      return true;
    },
    writeEdit: (nowMs) => {
      const { edit } = desk;
      if (edit === null) return false;
      const entry = view.entries.get(edit.entryId);
      const text = textOf(edit.draft, nowMs, entry === undefined ? null : standingVersion(entry).text);
      if (text === null) return false;
      send(edit.entryId, edit.seen + 1, text);
      put({ edit: null });
      return true;
    },
    takeBack: (writeId, draft) => {
      feed.settle(writeId);
      put({ fresh: draft });
    },
    settle: (writeId) => feed.settle(writeId),
  };
}

/** What was typed before into a field, the newest first: most of what a headquarters hears comes from the same few. */
export function saidBefore(entries: Iterable<LogEntry>, field: 'from' | 'to' | 'handler'): string[] {
  const said = new Map<string, string>();
  for (const entry of entries) {
    if (entry.auto !== null) continue;
    const { text, writtenAt } = standingVersion(entry);
    const name = text[field];
    if (name !== '' && writtenAt > (said.get(name) ?? '')) said.set(name, writtenAt);
  }
  return [...said]
    .sort(([, a], [, b]) => (a < b ? 1 : -1))
    .slice(0, MOST_SUGGESTED)
    .map(([name]) => name);
}
const MOST_SUGGESTED = 30;
