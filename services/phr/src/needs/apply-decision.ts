import { canonicalJson, type RulesVersion } from '@hinomi/contracts';
import { countedBefore, recountPerson } from '../counts/count-person.js';
import type { PersonCard } from '../person/person-card.js';
import type { OpenPerson } from '../person/persons.js';
import type { VaultChange } from '../vault/vault-change.js';
import type { KeptDecision } from './need-state.js';
import { countedAt } from './stands.js';

/** What somebody counts for becomes what a card says, where it is something else; the card is the caller's to save, in the same change. */
export async function recountAs(
  change: VaultChange,
  person: OpenPerson,
  card: PersonCard,
  rulesVersion: RulesVersion,
): Promise<void> {
  const { disaster, shelter } = person.row;
  if (shelter === null || canonicalJson(person.card.counted) === canonicalJson(card.counted)) return;
  const after = { shelter, contributions: card.counted };
  await recountPerson(change, disaster, rulesVersion, countedBefore(person), after);
}

/** The person's card with another word on one need (`null`: nothing is decided of it any more), counted. */
export async function applyDecision(
  change: VaultChange,
  person: OpenPerson,
  need: string,
  decision: KeptDecision | null,
  rulesVersion: RulesVersion,
): Promise<PersonCard> {
  const { [need]: _replaced, ...others } = person.card.decisions ?? {};
  const decisions = decision === null ? others : { ...others, [need]: decision };
  const card = countedAt({ ...person.card, decisions }, change.at);
  await recountAs(change, person, card, rulesVersion);
  return card;
}
