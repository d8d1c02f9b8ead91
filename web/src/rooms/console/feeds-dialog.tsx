import { Suspense, type ReactNode } from 'react';
import { feedState, isTroubled, type FeedState, type FeedStatus } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { clock } from '../../words/clock.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { sourceTitle } from '../../words/source-terms.js';
import { Dialog } from './dialogs.js';
import { Icon } from './icons.js';
import type { Asked } from './use-room.js';
import { lazyPart } from '../../lazy-part.js';

const QuarantinePart = lazyPart(() => import('./quarantine-part.js'));

/** Those that somebody should look after: what they would tell is not on the map. */
export function troubledFeeds(feeds: Asked<FeedStatus[]>, hubNowMs: number): FeedStatus[] {
  return feeds.state === 'known' ? feeds.value.filter((feed) => isTroubled(feedState(feed, hubNowMs))) : [];
}

interface FeedsProps {
  close: () => void;
  feeds: Asked<FeedStatus[]>;
  hubNowMs: number;
  api: HubApi;
  /** May see what was refused. */
  mayQuarantine: boolean;
}

/** Whether each feed is alive, where missing data stopped, and whose data it is. */
export function FeedsDialog({ close, feeds, hubNowMs, api, mayQuarantine }: FeedsProps): ReactNode {
  const words = useWords();
  return (
    <Dialog title={words.feeds.title} close={close} wide>
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
      {mayQuarantine && (
        <Suspense fallback={null}>
          <QuarantinePart api={api} hubNowMs={hubNowMs} />
        </Suspense>
      )}
    </Dialog>
  );
}

const STATE_ICON: Record<FeedState, 'check' | 'alert' | 'cut' | 'sources'> = {
  ok: 'check',
  failing: 'alert',
  silent: 'cut',
  never: 'sources',
  unusable: 'alert',
  off: 'sources',
};

/** Those that somebody should look after stand first, those that are off last. */
function worstFirst(feeds: readonly FeedStatus[], hubNowMs: number): FeedStatus[] {
  const rank = (feed: FeedStatus): number => {
    const state = feedState(feed, hubNowMs);
    return isTroubled(state) ? 0 : state === 'off' ? 2 : 1;
  };
  return [...feeds].sort((a, b) => rank(a) - rank(b));
}

function FeedTable({ feeds, hubNowMs }: { feeds: readonly FeedStatus[]; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { feeds: text } = words;
  const columns = [text.source, text.lastSuccess, text.lastReport, text.lag, text.nextPoll];
  const counts = [text.received, text.duplicates, text.refused];
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={plain(text.title)}>
      <table className="detail-table feed-table">
        <thead>
          <tr>
            {[...columns, ...counts].map((name) => (
              <th key={name} scope="col" className={counts.includes(name) ? 'number' : undefined}>
                <Ruby>{name}</Ruby>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {worstFirst(feeds, hubNowMs).map((feed) => (
            <FeedRow key={feed.source} feed={feed} hubNowMs={hubNowMs} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FeedRow({ feed, hubNowMs }: { feed: FeedStatus; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { feeds: text } = words;
  const state = feedState(feed, hubNowMs);
  const ago = (at: string | null): string =>
    at === null ? text.never : words.ago(Math.max(0, hubNowMs - Date.parse(at)));
  return (
    <tr data-feed={feed.source} data-state={state}>
      <th scope="row">
        <Ruby>{sourceTitle(feed.title, words.language)}</Ruby>
        <span className="feed-state">
          <Icon name={STATE_ICON[state]} />
          <span>
            <Ruby>{state === 'failing' ? text.error(feed.lastError ?? '') : text.state[state]}</Ruby>
            {state === 'silent' && (
              <>
                {' '}
                <Ruby>{text.silentRule(words.duration((feed.silentAfterSeconds ?? 0) * 1_000))}</Ruby>
              </>
            )}
          </span>
        </span>
        {feed.problems.map(({ file, path, message }) => (
          <span key={`${file}${path}${message}`} className="feed-problem">
            <Ruby>{text.problem(`${file} ${path}`, message)}</Ruby>
          </span>
        ))}
        {feed.mended !== null && <Mended mended={feed.mended} hubNowMs={hubNowMs} />}
        <span className="feed-credit" data-own lang="ja">
          {[feed.attribution, feed.licence].filter((line) => line !== '').join(' / ')}
        </span>
      </th>
      <td>
        <Ruby>{feed.mode === 'pushed' ? '—' : ago(feed.lastSuccessAt)}</Ruby>
      </td>
      <td>
        <Ruby>{ago(feed.lastReportAt)}</Ruby>
      </td>
      <td>{feed.lag === null ? '—' : <Ruby>{words.duration(feed.lag.typicalMs)}</Ruby>}</td>
      <td>
        {feed.nextPollAt === null ? (
          <Ruby>{text.mode[feed.mode]}</Ruby>
        ) : (
          <time dateTime={feed.nextPollAt}>{clock(feed.nextPollAt, words.language, hubNowMs)}</time>
        )}
      </td>
      <td className="number">{feed.received}</td>
      <td className="number">{feed.duplicates}</td>
      <td className="number">{feed.refused}</td>
    </tr>
  );
}

/** What its publisher should put right, though it was read all the same. */
function Mended({ mended, hubNowMs }: { mended: NonNullable<FeedStatus['mended']>; hubNowMs: number }): ReactNode {
  const words = useWords();
  const { feeds: text } = words;
  const { at, kinds, moreKinds } = mended;
  return (
    <details className="feed-mended">
      <summary>
        <Ruby>{text.mended(kinds.length + moreKinds, clock(at, words.language, hubNowMs))}</Ruby>
      </summary>
      <ul>
        {kinds.map(({ message, path, count }) => (
          <li key={message}>
            <span data-own lang="en">
              {message}
            </span>
            <span className="feed-mended-place" data-own>
              {[path, count > 1 ? `×${count}` : ''].filter((part) => part !== '').join('  ')}
            </span>
          </li>
        ))}
        {moreKinds > 0 && (
          <li>
            <Ruby>{text.mendedMore(moreKinds)}</Ruby>
          </li>
        )}
      </ul>
    </details>
  );
}
