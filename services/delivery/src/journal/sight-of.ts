import { principalOf, type Policies, type Principal } from '@hinomi/access';
import type { Instant, InterestV1 } from '@hinomi/contracts';
import { matcherOf, type Sees } from '@hinomi/interest';
import type { SubscriptionHolder, SubscriptionRow } from './subscription.entity.js';

/** The holder as the policies know them; what they may do at the doors is for their token. */
export function holderPrincipal(holder: SubscriptionHolder): Principal {
  return principalOf({ ...holder, expiresAt: '9999-12-31T00:00:00.000Z' as Instant });
}

/** Their own, or one of their agency, which sees exactly what they see: what a person made there a machine fetches. */
export function isTheirs({ subject, holder }: SubscriptionRow, principal: Principal): boolean {
  if (subject === principal.subject) return true;
  return holder.agency !== null && holderPrincipal(holder).attributesHash === principal.attributesHash;
}

/** Interest and permission in one. */
export function sightOf(interest: InterestV1, principal: Principal, policies: Policies): Sees {
  const matches = matcherOf(interest);
  return (entry) => policies.maySee(principal, entry.feature.label) && matches(entry.feature, () => entry.place);
}

/** What the changes of a journal depend on beside the interest: other rights or rules make what is known worthless. */
export function accessKeyOf({ attributesHash }: Principal, { version }: Policies): string {
  return `${attributesHash}.${version}`;
}
