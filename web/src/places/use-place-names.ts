import { useEffect, useMemo, useState } from 'react';
import { wordsOf, type Language, type Words } from '../words/words.js';
import { loadPlaceNames, tableOf, type PlaceNameTable } from './place-names.js';

const RETRY_MS = 5_000;

/** The words of a language, complete with its names of places as soon as they have arrived. */
export function useWordsWithPlaces(language: Language): Words {
  const [known, setKnown] = useState<{ language: Language; table: PlaceNameTable } | null>(null);
  const wanted = tableOf(language);
  useEffect(() => {
    if (wanted === null) return;
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      loadPlaceNames(wanted).then(
        (table) => {
          if (open) setKnown({ language, table });
        },
        () => {
          // Names in Japanese are better than none; the network may be back in a moment.
          if (open) timer = setTimeout(ask, RETRY_MS);
        },
      );
    };
    ask();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [language, wanted]);
  const table = known?.language === language ? known.table : null;
  return useMemo(() => wordsOf(language, table), [language, table]);
}
