import { standingVersion, type ChronologyPage, type LogEntry, type LogStatus, type LogText } from '@hinomi/contracts';

/** One book as far as this page knows it. */
export interface LogState {
  entries: ReadonlyMap<string, LogEntry>;
  cursor: string | null;
  /** Entries that the hub has on its log only. */
  older: number;
}

export const EMPTY_BOOK: LogState = { entries: new Map(), cursor: null, older: 0 };

/** An answer names whole entries, so taking it twice is harmless. */
export function withPage(state: LogState, { entries, cursor, reset, older }: ChronologyPage): LogState {
  if (entries.length === 0 && !reset) return { ...state, cursor, older };
  const known = new Map(reset ? [] : state.entries);
  for (const entry of entries) {
    const before = known.get(entry.entryId);
    // An answer that was long on its way knows less than a later one.
    if (before === undefined || before.count <= entry.count) known.set(entry.entryId, entry);
  }
  return { entries: known, cursor, older };
}

export function withEntry(state: LogState, entry: LogEntry): LogState {
  const before = state.entries.get(entry.entryId);
  if (before !== undefined && before.count > entry.count) return state;
  return { ...state, entries: new Map(state.entries).set(entry.entryId, entry) };
}

export const LOG_ORDERS = ['newest', 'oldest'] as const;
export type LogOrder = (typeof LOG_ORDERS)[number];
export const LOG_SHOWN = ['all', 'todo', 'done', 'crossed'] as const;
export type LogShown = (typeof LOG_SHOWN)[number];
export const LOG_WRITERS = ['all', 'hand', 'auto'] as const;
export type LogWriters = (typeof LOG_WRITERS)[number];

export interface LogFilter {
  shown: LogShown;
  writers: LogWriters;
  words: string;
  order: LogOrder;
}
export const ALL_ENTRIES: LogFilter = { shown: 'all', writers: 'all', words: '', order: 'newest' };

/** By the time it happened; what is searched for may stand in any field, in any width, and each word counts. */
export function listEntries(entries: Iterable<LogEntry>, filter: LogFilter): LogEntry[] {
  const words = folded(filter.words)
    .split(/\s+/)
    .filter((word) => word !== '');
  const chosen: { key: string; entry: LogEntry }[] = [];
  for (const entry of entries) {
    const { text } = standingVersion(entry);
    if (!isShown(entry, text.status, filter)) continue;
    if (words.length > 0) {
      const said = folded(wordsOf(text));
      if (!words.every((word) => said.includes(word))) continue;
    }
    chosen.push({ key: `${text.at} ${entry.versions[0]?.writeId ?? ''}`, entry });
  }
  const sign = filter.order === 'newest' ? -1 : 1;
  return chosen.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : 0)).map(({ entry }) => entry);
}

export function isTodo(status: LogStatus): boolean {
  return status === 'open' || status === 'doing';
}

function isShown(entry: LogEntry, status: LogStatus, { shown, writers }: LogFilter): boolean {
  if (writers !== 'all' && (entry.auto === null) !== (writers === 'hand')) return false;
  switch (shown) {
    case 'all':
      return true;
    case 'todo':
      return isTodo(status);
    case 'done':
      return status === 'done';
    case 'crossed':
      return entry.beside.length > 0;
  }
}

function wordsOf({ from, to, content, handler, place }: LogText): string {
  return [from, to, content, handler, place?.name ?? ''].join(' ');
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
