import { useEffect, useMemo, useState } from 'react';
import { wordsOf, type Language, type Words } from '../words/words.js';
import { loadPlaceNames, tableOf, type PlaceNameTable, type TableLanguage } from './place-names.js';

const RETRY_MS = 5_000;

/** A table of names as soon as it has arrived; null until then, and while none is wanted. */
export function usePlaceNames(wanted: TableLanguage | null): PlaceNameTable | null {
  const [known, setKnown] = useState<{ wanted: TableLanguage; table: PlaceNameTable } | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      loadPlaceNames(wanted).then(
        (table) => {
          if (open) setKnown({ wanted, table });
        },
        () => {
          // What stands without the table is better than nothing; the network may be back in a moment.
          if (open) timer = setTimeout(ask, RETRY_MS);
        },
      );
    };
    ask();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [wanted]);
  return known !== null && known.wanted === wanted ? known.table : null;
}

/** The words of a language, complete with its names of places as soon as they have arrived. */
export function useWordsWithPlaces(language: Language): Words {
  const table = usePlaceNames(tableOf(language));
  return useMemo(() => wordsOf(language, table), [language, table]);
}
