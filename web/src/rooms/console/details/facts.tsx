import type { ReactNode } from 'react';
import type { NamedPlace } from '../../../places/place-names.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';

/** One name and value of a fact sheet; nothing when there is no value. */
export function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  if (children === null || children === undefined || children === '' || children === false) return null;
  return (
    <div className="fact">
      <dt>
        <Ruby>{name}</Ruby>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The clock time and how long ago it was. */
export function Moment({ at, hubNowMs }: { at: string; hubNowMs: number }): ReactNode {
  const words = useWords();
  const agoMs = hubNowMs - Date.parse(at);
  return (
    <>
      <time dateTime={at}>{clock(at, words.language, hubNowMs)}</time>
      {agoMs >= 0 && (
        <span className="fact-age">
          <Ruby>{words.ago(agoMs)}</Ruby>
        </span>
      )}
    </>
  );
}

export function Part({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className="detail-part">
      <h3>
        <Ruby>{title}</Ruby>
      </h3>
      {children}
    </section>
  );
}

/** A list of places, named in the reader's language. */
export function Places({ places }: { places: readonly NamedPlace[] }): ReactNode {
  const words = useWords();
  return (
    <p className="places">
      <Ruby>{words.areas(places.map(words.place), 0)}</Ruby>
    </p>
  );
}

/** The source's own words, line breaks kept. */
export function OwnText({ text, lang = 'ja' }: { text: string; lang?: string }): ReactNode {
  return (
    <p className="own-text" data-own lang={lang}>
      {text.trim()}
    </p>
  );
}
