import { Fragment, type ReactNode } from 'react';
import type { Language } from './languages.js';
import { isJapanese, rubyParts } from './ruby-text.js';

/** Shows a catalogue's text, with readings above the characters where it carries them; one box, so that rows stay rows. */
export function RubyText({ language, children }: { language: Language; children: string }): ReactNode {
  if (language === 'en') return isJapanese(children) ? <Marked text={children} /> : children;
  if (!children.includes('{')) return children;
  return (
    <span>
      {rubyParts(children).map(({ text, reading }, index) =>
        reading === null ? (
          <Fragment key={index}>{text}</Fragment>
        ) : (
          <ruby key={index}>
            {text}
            <rp>（</rp>
            <rt>{reading}</rt>
            <rp>）</rp>
          </ruby>
        ),
      )}
    </span>
  );
}

const RUNS = /([\u3005\u3040-\u30ff\u3400-\u9fff\uff01-\uff5e・（）]+)/;

/** A name that has no English: read out, and drawn, as Japanese. */
function Marked({ text }: { text: string }): ReactNode {
  return (
    <span>
      {text.split(RUNS).map((run, index) =>
        index % 2 === 1 ? (
          <span key={index} lang="ja">
            {run}
          </span>
        ) : (
          run
        ),
      )}
    </span>
  );
}
