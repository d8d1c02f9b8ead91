import type { FeedReceipt } from '@hinomi/contracts';
import type { ReportProblem } from '../normalise/normalised.js';

/** Events and problems that an answer names; a table of a nation's shelters makes a hundred thousand. */
export const MOST_NAMED = 1_000;

/** The problems for which a part of a report was not used. */
export function refusedOf(problems: FeedReceipt['problems'] = []): NonNullable<FeedReceipt['problems']> {
  return problems.filter(({ level = 'refused' }) => level === 'refused');
}

/** As many problems as are named: what was refused before what was mended. */
export function mostTelling(problems: readonly ReportProblem[]): ReportProblem[] {
  if (problems.length <= MOST_NAMED) return [...problems];
  const mended = problems.filter(({ level }) => level === 'mended');
  return [...refusedOf([...problems]), ...mended].slice(0, MOST_NAMED);
}
