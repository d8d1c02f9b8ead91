import { hasAccess, type ReadEntry, type Source } from './source.js';

/** What is in force after a look at the folder. */
export interface SourcesInForce {
  sources: readonly Source[];
  /** Entries that say nothing usable and never did. */
  unread: readonly ReadEntry[];
}

/**
 * An edit that is wrong, or refers to a secret that is missing, leaves its source as it was and says what is wrong; an
 * entry that is gone ends its source.
 */
export function decideSources(before: readonly Source[], entries: readonly ReadEntry[]): SourcesInForce {
  const known = new Map(before.map((source) => [source.id, source]));
  const sources: Source[] = [];
  const unread: ReadEntry[] = [];
  for (const entry of entries) {
    const [old, { source, problems }] = [known.get(entry.id), entry];
    if (source && (hasAccess(source) || !old || !hasAccess(old))) sources.push(source);
    else if (old) sources.push({ ...old, problems });
    else unread.push(entry);
  }
  return { sources, unread };
}
