import { useEffect, type ReactNode } from 'react';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import type { Found } from './found.js';
import type { Searched } from './use-search.js';

interface ResultListProps {
  /** Options are `<id>-<index>`, the list `<id>-list`. */
  id: string;
  /** Null: nothing is asked, and nothing shown. */
  searched: Searched | null;
  active: Found | null;
  choose: (found: Found) => void;
}

/** What was found, by kind; and, outside the list of choices, what is to be said about it. */
export function ResultList({ id, searched, active, choose }: ResultListProps): ReactNode {
  const words = useWords();
  const { search } = words;
  const all = searched?.sections.flatMap(({ found }) => found) ?? [];
  const at = active === null ? -1 : all.indexOf(active);
  useEffect(() => {
    if (at >= 0) document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);
  const answer = searched?.answer ?? null;
  const waiting = searched !== null && answer === null && !searched.failed;
  const more = answer === null ? 0 : answer.more.areas + answer.more.places;
  return (
    <div className="map-search-results" hidden={searched === null} data-testid="search-results" data-waiting={waiting}>
      {searched?.failed && <Note text={search.noAnswer} />}
      {answer !== null && answer.unreadable !== null && (
        <Note text={search.unreadable[answer.unreadable]} name="unreadable" />
      )}
      <div id={`${id}-list`} role="listbox" aria-label={plain(search.results)}>
        {searched?.sections.map(({ kind, found }) => (
          <div key={kind} role="group" aria-labelledby={`${id}-${kind}`} data-kind={kind}>
            <p id={`${id}-${kind}`} role="presentation" className="map-search-kind">
              <Ruby>{search.kinds[kind]}</Ruby>
            </p>
            {found.map((each) => (
              <div
                key={each.key}
                id={`${id}-${all.indexOf(each)}`}
                role="option"
                aria-selected={each === active}
                className="map-search-option"
                data-found={each.key}
                // The field keeps the focus.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(each)}
              >
                <span className="map-search-title">
                  <Ruby>{each.title}</Ruby>
                </span>
                <span className="map-search-note">
                  <Ruby>{each.note}</Ruby>
                </span>
              </div>
            ))}
          </div>
        ))}
      </div>
      {waiting && <Note text={search.searching} />}
      {!waiting && searched !== null && all.length === 0 && (answer?.unreadable ?? null) === null && (
        <Note text={search.none} />
      )}
      {more > 0 && <Note text={search.more(more)} />}
    </div>
  );
}

function Note({ text, name }: { text: string; name?: string }): ReactNode {
  return (
    <p className="map-search-say" role="status" data-testid={name}>
      <Ruby>{text}</Ruby>
    </p>
  );
}
