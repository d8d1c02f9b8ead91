import type { Policies, Principal } from '@hinomi/access';
import type { LogEntry } from '@hinomi/contracts';

/** What the hub wrote by itself tells of a feature: only whoever may see that one reads it. */
export function seesEntry(policies: Policies, principal: Principal, { auto }: Pick<LogEntry, 'auto'>): boolean {
  return auto === null || auto.label === null || policies.maySee(principal, auto.label);
}
