import { readEntries } from './load-sources.js';

/** Under which terms each source of a folder may be used; an entry that cannot be read states none. */
export async function readLicences(folder: string): Promise<ReadonlyMap<string, string>> {
  // Terms are no secret: what a secret is missing for is still listed.
  const entries = await readEntries(folder, {});
  return new Map(entries.flatMap(({ source }) => (source === null ? [] : [[source.id, source.licence] as const])));
}
