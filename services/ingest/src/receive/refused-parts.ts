import type { FeedReceipt } from '@hinomi/contracts';

/** The problems for which a part of a report was not used. */
export function refusedOf(problems: FeedReceipt['problems'] = []): NonNullable<FeedReceipt['problems']> {
  return problems.filter(({ level = 'refused' }) => level === 'refused');
}
