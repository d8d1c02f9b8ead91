import type { ReactNode } from 'react';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Icon, SeverityMark } from './icons.js';
import type { Announcements } from './use-arrivals.js';

/** Only severity 4 and up asks for attention this way; the reading aloud is done by the live regions beside it. */
export function Toasts({ all, open }: { all: readonly Announcements[]; open: (id: string) => void }): ReactNode {
  const words = useWords();
  const news = together(all);
  return (
    <>
      <div className="visually-hidden" aria-live="polite" data-testid="polite">
        {news.polite}
      </div>
      <div className="visually-hidden" aria-live="assertive" data-testid="assertive">
        {news.assertive}
      </div>
      <div className="toasts">
        {news.toasts.map(({ key, id, severity, title, text }) => (
          <div key={key} className="toast" data-severity={severity} data-testid="toast">
            <SeverityMark severity={severity} />
            <button
              type="button"
              className="toast-text"
              onClick={() => {
                open(id);
                news.dismiss(key);
              }}
            >
              <span className="toast-title">
                <Ruby>{title(words)}</Ruby>
              </span>
              <span data-own lang="ja">
                {text(words)}
              </span>
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={plain(words.close)}
              onClick={() => news.dismiss(key)}
            >
              <Icon name="close" />
            </button>
          </div>
        ))}
      </div>
    </>
  );
}

function together(all: readonly Announcements[]): Announcements {
  const said = (how: 'polite' | 'assertive'): string =>
    all
      .map((news) => news[how])
      .filter(Boolean)
      .join(' ');
  return {
    polite: said('polite'),
    assertive: said('assertive'),
    toasts: all.flatMap(({ toasts }) => toasts),
    dismiss: (key) => {
      for (const news of all) news.dismiss(key);
    },
  };
}
