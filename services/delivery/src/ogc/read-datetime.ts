import { readInstant, type FeatureV1, type Instant } from '@hinomi/contracts';
import { wrongParameter } from './read-ogc-query.js';

const EXPECTED = 'must be a moment as 2024-01-01T16:10:00+09:00, or two of them with / between, of which one may be ..';

type InForce = (item: { readonly feature: Pick<FeatureV1, 'valid'> }) => boolean;

/** `datetime`: a moment, or an interval whose ends are in it; a feature is in force from its beginning up to, but not at, its end. */
export function readDatetime(text: string): InForce {
  const parts = text.split('/');
  if (parts.length > 2) throw wrongParameter('datetime', EXPECTED);
  const [from, to] = parts.map((part) => readEnd(part, parts.length === 2));
  const [first, last] = [from!, to === undefined ? from! : to];
  if (first === null && last === null && !text.includes('..')) throw wrongParameter('datetime', EXPECTED);
  if (first !== null && last !== null && first > last) throw wrongParameter('datetime', 'ends before it begins');
  return ({ feature: { valid } }) => {
    if (last !== null && valid.from > last) return false;
    return first === null || valid.to === null || valid.to > first || (valid.to === valid.from && valid.to === first);
  };
}

/** Null = open. */
function readEnd(text: string, mayBeOpen: boolean): Instant | null {
  if (mayBeOpen && (text === '..' || text === '')) return null;
  const moment = readInstant(text);
  if (moment === null) throw wrongParameter('datetime', EXPECTED);
  return moment;
}
