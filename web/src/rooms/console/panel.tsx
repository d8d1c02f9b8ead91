import { useEffect, useRef, type ReactNode } from 'react';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from './icons.js';

interface PanelProps {
  title: string;
  close: () => void;
  back?: (() => void) | undefined;
  /** The title is somebody's own name for it. */
  named?: boolean;
  /** For tables; `full`: for one that needs all of the map's place. */
  wide?: boolean | 'full';
  children: ReactNode;
}

/** What lies over the right of the stage: it takes the focus when it opens, and again when it shows another thing. */
export function Panel({ title, close, back, named = false, wide = false, children }: PanelProps): ReactNode {
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <aside className="detail-panel" data-wide={wide} aria-labelledby="detail-title" data-testid="detail">
      <div className="detail-head">
        {back && (
          <button type="button" className="icon-button" onClick={back} aria-label={plain(words.back)}>
            <Icon name="back" />
          </button>
        )}
        <h2 id="detail-title" ref={heading} tabIndex={-1} data-name={named ? true : undefined}>
          <Ruby>{title}</Ruby>
        </h2>
        <button
          type="button"
          className="icon-button"
          onClick={close}
          aria-label={plain(words.close)}
          title={`${plain(words.close)} (Esc)`}
        >
          <Icon name="close" />
        </button>
      </div>
      <div className="detail-body" tabIndex={0} role="group" aria-labelledby="detail-title">
        {children}
      </div>
    </aside>
  );
}
