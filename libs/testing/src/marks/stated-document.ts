import type { MarkedPerson } from './marked-person.js';

/** What somebody says of themselves at the reception, in the hub's own words. */
export function statedDocument(
  of: Pick<MarkedPerson, 'family' | 'given' | 'kana' | 'birthDate' | 'phone' | 'address'>,
): string {
  const { family, given, kana, birthDate, phone, address } = of;
  const said = { origin: 'stated', from: null, until: null, status: 'active', route: null, value: null };
  return JSON.stringify({
    format: 'stated',
    person: {
      ...{ names: [`${family} ${given}`], kana: [kana], birthDate, sex: 'unknown', phones: [phone], address },
      ...{ identifiers: [], languages: [] },
    },
    evidence: [{ ...said, kind: 'allergy', codes: [], text: address, category: 'food', where: 'form/foods/1' }],
    statements: [],
    issuedAt: null,
    consent: null,
  });
}
