import type { DatasetId, ImportChanges } from '@hinomi/contracts';
import type { RowDigests } from './read-list-aside.js';

/** What a list would change of what its datasets list now. */
export function deriveChanges(
  datasets: readonly { dataset: DatasetId; rows: RowDigests }[],
  standing: (dataset: DatasetId) => { rows: RowDigests } | null,
): ImportChanges {
  const changes: ImportChanges = { added: 0, changed: 0, unchanged: 0, gone: 0 };
  for (const { dataset, rows } of datasets) {
    const known = standing(dataset)?.rows ?? {};
    for (const [key, digest] of Object.entries(rows)) {
      if (!Object.hasOwn(known, key)) changes.added += 1;
      else if (known[key] === digest) changes.unchanged += 1;
      else changes.changed += 1;
    }
    for (const key of Object.keys(known)) if (!Object.hasOwn(rows, key)) changes.gone += 1;
  }
  return changes;
}
