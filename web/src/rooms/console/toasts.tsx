import type { ReactNode } from 'react';
import { groupArea, groupTitle } from '../../hazards/describe-hazard.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Icon, SeverityMark } from './icons.js';
import type { Announcements } from './use-arrivals.js';

/** Only severity 4 and up asks for attention this way; the reading aloud is done by the live regions beside it. */
export function Toasts({ news, open }: { news: Announcements; open: (hazardId: string) => void }): ReactNode {
  const words = useWords();
  return (
    <>
      <div className="visually-hidden" aria-live="polite" data-testid="polite">
        {news.polite}
      </div>
      <div className="visually-hidden" aria-live="assertive" data-testid="assertive">
        {news.assertive}
      </div>
      <div className="toasts">
        {news.toasts.map(({ key, hazardId, group }) => (
          <div key={key} className="toast" data-severity={group.severity} data-testid="toast">
            <SeverityMark severity={group.severity} />
            <button
              type="button"
              className="toast-text"
              onClick={() => {
                open(hazardId);
                news.dismiss(key);
              }}
            >
              <span className="toast-title">
                <Ruby>{groupTitle(group, words)}</Ruby>
              </span>
              <span>
                <Ruby>{groupArea(group, words)}</Ruby>
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
