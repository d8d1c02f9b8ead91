import type { ReactNode } from 'react';
import { jurisdictionText } from '../../../../places/jurisdictions.js';
import { tableOfCodes } from '../../../../places/place-names.js';
import { usePlaceNames } from '../../../../places/use-place-names.js';
import { useDeskWords } from '../../../../words/desk/desk-words.js';
import { useWords } from '../../../../words/language-context.js';
import { Ruby } from '../../../../words/ruby.js';
import { plain } from '../../../../words/ruby-text.js';

interface MunicipalitySelectProps {
  codes: readonly string[] | null;
  value: string;
  choose: (code: string) => void;
  testId: string;
}

export function MunicipalitySelect({ codes, value, choose, testId }: MunicipalitySelectProps): ReactNode {
  const words = useWords();
  const text = useDeskWords();
  const places = usePlaceNames(tableOfCodes(words.language));
  // One that is kept from before stands there even where the hub does not name it now.
  const all = [...new Set([...(codes ?? []), ...(value === '' ? [] : [value])])].sort();
  return (
    <label className="desk-field">
      <Ruby>{text.grid.municipality}</Ruby>
      <select value={value} onChange={(event) => choose(event.target.value)} data-testid={testId}>
        <option value="">{plain(text.grid.choose)}</option>
        {all.map((code) => (
          <option key={code} value={code}>
            {plain(jurisdictionText(code, places, words))}
          </option>
        ))}
      </select>
    </label>
  );
}
