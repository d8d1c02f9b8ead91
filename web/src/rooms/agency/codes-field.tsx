import { useMemo, useState, type ReactNode } from 'react';
import { jurisdictionText, municipalitiesOf } from '../../places/jurisdictions.js';
import { PREFECTURES } from '../../words/prefectures.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';
import type { Vocabulary } from './describe-subscription.js';

const MOST_FOUND = 12;

interface CodesFieldProps {
  vocabulary: Vocabulary;
  codes: readonly string[];
  choose: (codes: readonly string[]) => void;
}

/** Prefectures and municipalities, by name or code. */
export function CodesField({ vocabulary, codes, choose }: CodesFieldProps): ReactNode {
  const { words, places, agency } = vocabulary;
  const text = agency.form;
  const [search, setSearch] = useState('');
  const known = useMemo(
    () =>
      [...PREFECTURES.keys()].flatMap((prefecture) => [
        prefecture,
        ...municipalitiesOf(prefecture, places).map(([code]) => code),
      ]),
    [places],
  );
  const nameOf = (code: string): string => {
    const name = jurisdictionText(code, places, words);
    return code.length === 2 ? text.whole(name) : name;
  };
  const wanted = search.trim().toLowerCase();
  const matches = (code: string): boolean =>
    /^\d+$/.test(wanted) ? code.startsWith(wanted) : plain(nameOf(code)).toLowerCase().includes(wanted);
  const found = wanted === '' ? [] : known.filter((code) => !codes.includes(code) && matches(code));
  return (
    <div className="agency-codes">
      {codes.length > 0 && (
        <ul className="agency-chips" aria-label={plain(text.chosen)}>
          {codes.map((code) => (
            <li key={code} data-code={code}>
              <Ruby>{nameOf(code)}</Ruby>
              <button
                type="button"
                className="icon-button"
                aria-label={plain(text.drop(plain(nameOf(code))))}
                onClick={() => choose(codes.filter((other) => other !== code))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <label className="field">
        <span>
          <Ruby>{text.find}</Ruby>
        </span>
        <input
          type="search"
          value={search}
          autoComplete="off"
          data-testid="find-area"
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
        <span className="field-hint">
          <Ruby>{text.findHint}</Ruby>
        </span>
      </label>
      <p className="agency-note" role="status">
        {wanted !== '' && <Ruby>{text.found(found.length)}</Ruby>}
      </p>
      <ul className="agency-found">
        {found.slice(0, MOST_FOUND).map((code) => (
          <li key={code}>
            <button
              type="button"
              className="button button-small"
              data-found={code}
              onClick={() => {
                choose([...codes, code]);
                setSearch('');
              }}
            >
              <Ruby>{nameOf(code)}</Ruby>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
