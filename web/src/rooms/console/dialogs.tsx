import { useEffect, useRef, type ReactNode } from 'react';
import type { FeedStatus } from '@hinomi/contracts';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { sourceTitle } from '../../words/source-terms.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from './icons.js';
import type { Asked } from './use-room.js';

interface DialogProps {
  title: string;
  close: () => void;
  children: ReactNode;
}

/** The browser's own modal: it keeps the focus inside and gives it back. */
export function Dialog({ title, close, children }: DialogProps): ReactNode {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="dialog" onClose={close} aria-labelledby="dialog-title">
      <div className="detail-head">
        <h2 id="dialog-title">
          <Ruby>{title}</Ruby>
        </h2>
        <button type="button" className="icon-button" onClick={close} aria-label={plain(words.close)}>
          <Icon name="close" />
        </button>
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}

interface HelpProps {
  close: () => void;
  shortcuts: boolean;
  setShortcuts: (on: boolean) => void;
}

export function HelpDialog({ close, shortcuts, setShortcuts }: HelpProps): ReactNode {
  const words = useWords();
  const { help } = words;
  const keys: [string[], string][] = [
    [['↑', '↓', 'Enter'], help.list],
    [['/'], help.focusFilter],
    [['Esc'], help.closePanel],
    [['T'], help.table],
    [['H'], help.home],
    [['L'], help.legend],
    [['M'], help.mute],
    [['R'], help.toReal],
    [['D'], help.toDrill],
    [['?'], help.thisHelp],
  ];
  return (
    <Dialog title={help.title} close={close}>
      <h3>
        <Ruby>{help.about}</Ruby>
      </h3>
      <p>
        <Ruby>{help.aboutText}</Ruby>
      </p>
      <p>
        <Ruby>{words.legend.silence}</Ruby>
      </p>
      <h3>
        <Ruby>{help.keys}</Ruby>
      </h3>
      <table className="keys">
        <tbody>
          {keys.map(([names, text]) => (
            <tr key={text}>
              <th scope="row">
                {names.map((name) => (
                  <kbd key={name}>{name}</kbd>
                ))}
              </th>
              <td>
                <Ruby>{text}</Ruby>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className="check">
        <input type="checkbox" checked={shortcuts} onChange={(event) => setShortcuts(event.target.checked)} />
        <span>
          <Ruby>{help.shortcutsOn}</Ruby>
        </span>
      </label>
    </Dialog>
  );
}

/** A source with an error newer than its last success is in trouble. */
export function isFailing(feed: FeedStatus): boolean {
  return feed.mode !== 'off' && feed.lastErrorAt !== null && feed.lastErrorAt > (feed.lastSuccessAt ?? '');
}

interface FeedsProps {
  close: () => void;
  feeds: Asked<FeedStatus[]>;
  hubNowMs: number;
}

/** Whether each feed is alive, and where missing data stopped. */
export function FeedsDialog({ close, feeds, hubNowMs }: FeedsProps): ReactNode {
  const words = useWords();
  return (
    <Dialog title={words.feeds.title} close={close}>
      {feeds.state === 'denied' && (
        <p>
          <Ruby>{words.feeds.denied}</Ruby>
        </p>
      )}
      {feeds.state === 'failed' && (
        <p>
          <Ruby>{words.startUp.failed}</Ruby>
        </p>
      )}
      {feeds.state === 'waiting' && (
        <p role="status">
          <Ruby>{words.startUp.loading}</Ruby>
        </p>
      )}
      {feeds.state === 'known' && feeds.value.length === 0 && (
        <p>
          <Ruby>{words.feeds.empty}</Ruby>
        </p>
      )}
      {feeds.state === 'known' && feeds.value.length > 0 && <FeedTable feeds={feeds.value} hubNowMs={hubNowMs} />}
    </Dialog>
  );
}

function FeedTable({ feeds, hubNowMs }: { feeds: readonly FeedStatus[]; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { feeds: text } = words;
  const ago = (at: string | null): string =>
    at === null ? text.never : words.ago(Math.max(0, hubNowMs - Date.parse(at)));
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={plain(text.title)}>
      <table className="detail-table feed-table">
        <thead>
          <tr>
            {[text.source, text.lastSuccess, text.lastReport, text.received, text.duplicates, text.refused].map(
              (name) => (
                <th
                  key={name}
                  scope="col"
                  className={
                    name === text.received || name === text.duplicates || name === text.refused ? 'number' : undefined
                  }
                >
                  <Ruby>{name}</Ruby>
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => (
            <tr key={feed.source} data-failing={isFailing(feed)}>
              <th scope="row">
                <Ruby>{sourceTitle(feed.title, words.language)}</Ruby>
                <span className="feed-state">
                  <Ruby>{text.mode[feed.mode]}</Ruby>
                  {' · '}
                  <Ruby>
                    {isFailing(feed) ? text.error(feed.lastError ?? '') : feed.mode === 'off' ? text.off : text.ok}
                  </Ruby>
                </span>
              </th>
              <td>
                <Ruby>{ago(feed.lastSuccessAt)}</Ruby>
              </td>
              <td>
                <Ruby>{ago(feed.lastReportAt)}</Ruby>
              </td>
              <td className="number">{feed.received}</td>
              <td className="number">{feed.duplicates}</td>
              <td className="number">{feed.refused}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
