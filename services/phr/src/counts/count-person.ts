import {
  instantFromMillis,
  millisOf,
  needsCounted,
  needsCountedId,
  type FeatureId,
  type Instant,
  type NeedsCountedV1,
  type RulesVersion,
} from '@hinomi/contracts';
import type { OpenPerson } from '../person/persons.js';
import { counted, type Contributions, type Tally } from '../vault/tally.js';
import { runOfDisaster, type VaultChange } from '../vault/vault-change.js';

/** Where a person counts, and for what. */
export interface Counted {
  shelter: string | null;
  contributions: Contributions;
}

export function countedBefore(person: OpenPerson | null): Counted {
  return { shelter: person?.row.shelter ?? null, contributions: person?.card.counted ?? {} };
}

/** Takes a person out of where they counted and counts them where they are now: never twice, never nowhere. */
export async function recountPerson(
  change: VaultChange,
  disaster: string,
  rulesVersion: RulesVersion,
  before: Counted,
  after: Counted,
): Promise<void> {
  const shelters = new Set([before.shelter, after.shelter].filter((shelter) => shelter !== null));
  for (const shelter of [...shelters].sort()) {
    const known = await change.tallies.find(disaster, shelter);
    let needs: Tally['needs'] = known?.tally.needs ?? {};
    if (before.shelter === shelter) needs = counted(needs, before.contributions, -1);
    if (after.shelter === shelter) needs = counted(needs, after.contributions, 1);
    const tally = { needs, observedAt: momentAfter(known?.tally.observedAt ?? null, change.at), rulesVersion };
    await tell(change, disaster, shelter, (known?.version ?? 0) + 1, tally);
  }
}

/** Says every count again, as it stands; or those alone that another edition of the rules made. */
export async function tellAgain(
  change: VaultChange,
  rulesVersion: RulesVersion,
  which: 'all' | 'of-another-edition' = 'all',
): Promise<void> {
  for (const disaster of await change.tallies.disasters()) {
    for (const { shelter, version, tally } of await change.tallies.all(disaster)) {
      if (which === 'of-another-edition' && tally.rulesVersion === rulesVersion) continue;
      const observedAt = momentAfter(tally.observedAt, change.at);
      await tell(change, disaster, shelter, version + 1, { ...tally, observedAt, rulesVersion });
    }
  }
}

/** Says how a shelter stands. */
export async function tell(
  change: VaultChange,
  disaster: string,
  shelter: string,
  version: number,
  tally: Tally,
): Promise<void> {
  await change.tallies.save(disaster, shelter, version, tally);
  const data: NeedsCountedV1 = { shelterId: shelter as FeatureId, ...tally, exercise: runOfDisaster(disaster) };
  await change.emit(needsCounted, 'needs', needsCountedId(data), disaster, data);
}

/** Later than what was said before, also when the clock was put back: the later one counts. */
function momentAfter(before: Instant | null, now: Instant): Instant {
  return before === null || now > before ? now : instantFromMillis(millisOf(before) + 1);
}
