import type { Difference, Rebuilt, Verdict } from '@hinomi/aggregator';

/** Ids that an answer names; a whole picture may differ. */
const MOST_NAMED = 20;

/** What was found of one picture, a sentence a line. */
export function verdictWords(verdict: Verdict): string[] {
  const { realm, differences } = verdict;
  if (differences.length === 0) return [equalWords(verdict), ...reservations(verdict)];
  return [
    `${realm}: ${differences.length} of ${verdict.features} features differ from what the inputs say:`,
    ...named(differences),
    ...reservations(verdict),
  ];
}

/** What a rebuild did. */
export function rebuiltWords({ found, left }: Rebuilt): string[] {
  if (left.length > 0) {
    return [`${found.realm}: ${left.length} features still differ after they were written again:`, ...named(left)];
  }
  const written = found.differences.length + found.readingsGone.length;
  const healed = written === 0 ? [] : [`${found.realm}: ${written} features differed and were written again:`];
  return [...healed, ...named(found.differences), equalWords(found), ...reservations(found)];
}

function equalWords({ realm, features, digest }: Verdict): string {
  return `${realm}: equal: ${features} features, digest ${digest}`;
}

function named(differences: readonly Difference[]): string[] {
  const lines = differences.slice(0, MOST_NAMED).map(({ id, is }) => `  ${is.padEnd(9)}  ${id}`);
  return differences.length > MOST_NAMED ? [...lines, `  … and ${differences.length - MOST_NAMED} more`] : lines;
}

/** What could not be looked at, or only in part. */
function reservations({ sensorsOwed, readingsGone, tooLarge, folded }: Verdict): string[] {
  const said: [number, string][] = [
    [sensorsOwed, 'sensors were being written and were left out'],
    [readingsGone.length, 'sensors had a last reading that is no longer kept, neither on the log nor in a checkpoint'],
    [tooLarge.length, 'features are too large for the log and are not shown'],
    [folded.passedOver, 'inputs could not be used and were passed over, as the hub does'],
    [
      Number(folded.shapeless),
      'or more areas are of boundaries that are not in this folder: what lies in them is left out',
    ],
  ];
  return said.filter(([count]) => count > 0).map(([count, what]) => `  ${count} ${what}`);
}
