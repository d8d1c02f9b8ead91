import type { ReactNode } from 'react';
import { moment } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { Icon } from '../icons.js';
import type { Past } from './use-past.js';

/** Nobody may take the past for now: it stands over the whole room while the past is shown. */
export function PastBanner({ past, leave }: { past: Past; leave: () => void }): ReactNode {
  const words = useWords();
  const { view } = past;
  return (
    <section
      className="past-banner"
      aria-label={plain(words.past.title)}
      data-testid="past-banner"
      data-shown={view.shownMs ?? ''}
    >
      <Icon name="clock" />
      <p>
        <strong className="past-moment">
          <Ruby>{words.past.banner(moment(view.shownMs ?? view.atMs, words.language))}</Ruby>
        </strong>{' '}
        <span>
          <Ruby>{words.past.notNow}</Ruby>
        </span>
      </p>
      <button type="button" className="button button-strong" onClick={leave} data-testid="to-now">
        <Ruby>{words.past.toNow}</Ruby> <kbd>B</kbd>
      </button>
    </section>
  );
}
