import type { PersonInCare } from '@hinomi/contracts';

/** Persons with what they still need: what the care team closed is not waited for. */
export function withOpenNeeds(persons: readonly PersonInCare[]): PersonInCare[] {
  return persons.map((person) => {
    const closed = new Set(person.decisions.filter((decision) => decision.closed).map(({ need }) => need));
    return { ...person, needs: person.needs.filter(({ need }) => !closed.has(need)) };
  });
}
