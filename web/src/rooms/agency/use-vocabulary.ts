import { useMemo } from 'react';
import { tableOfCodes } from '../../places/place-names.js';
import { usePlaceNames } from '../../places/use-place-names.js';
import { useAgencyWords } from '../../words/agency/agency-words.js';
import { useWords } from '../../words/language-context.js';
import type { Vocabulary } from './describe-subscription.js';

/** Everything that the room has words for, in the language of the console. */
export function useVocabulary(): Vocabulary {
  const words = useWords();
  const agency = useAgencyWords();
  const places = usePlaceNames(tableOfCodes(words.language));
  return useMemo(() => ({ words, agency, places }), [words, agency, places]);
}
