import type { PersonCard } from './person-card.js';

/** A person who shares an identifier, or a name and a date of birth, with the one looked for. */
export interface Candidate {
  id: string;
  card: Pick<PersonCard, 'birthDate' | 'sex' | 'identifiers'>;
  kinds: ReadonlySet<string>;
}

type Seen = Pick<PersonCard, 'birthDate' | 'sex' | 'identifiers'>;

/**
 * Which of the candidates is the same person; null when none is. Families share insurance numbers, and namesakes are born on one
 * day: whoever contradicts is somebody else, since two records joined wrongly harm more than two that are not joined.
 */
export function decidePerson(candidates: readonly Candidate[], seen: Seen): string | null {
  const same = candidates.filter(({ card }) => !contradicts(card, seen));
  const [best] = same.sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1));
  return best?.id ?? null;
}

function weight({ kinds }: Candidate): number {
  return (kinds.has('identifier') ? 2 : 0) + (kinds.has('name-birth') ? 1 : 0);
}

function contradicts(a: Seen, b: Seen): boolean {
  if (a.birthDate !== null && b.birthDate !== null && a.birthDate !== b.birthDate) return true;
  if (isKnown(a.sex) && isKnown(b.sex) && a.sex !== b.sex) return true;
  const shared = a.identifiers.filter(({ system }) => b.identifiers.some((other) => other.system === system));
  const agree = shared.some(({ system, value }) =>
    b.identifiers.some((other) => other.system === system && other.value === value),
  );
  return shared.length > 0 && !agree;
}

function isKnown(sex: PersonCard['sex']): boolean {
  return sex === 'male' || sex === 'female';
}
