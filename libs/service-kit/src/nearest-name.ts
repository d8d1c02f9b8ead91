/** Further apart than this, two names are two names and not one misspelt. */
const MOST_EDITS = 3;

/** The known name that somebody probably meant; null when none is near. */
export function nearestName(written: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = MOST_EDITS + 1;
  for (const name of known) {
    const edits = editsBetween(written, name);
    if (edits >= least) continue;
    best = name;
    least = edits;
  }
  return best;
}

/** Letters to add, drop or change to make one text of the other (Levenshtein). */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
