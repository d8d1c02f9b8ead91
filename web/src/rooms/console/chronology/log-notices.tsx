import type { ReactNode } from 'react';
import { standingVersion, type ChronologyRequest } from '@hinomi/contracts';
import type { LogView } from '../../../chronology/log-feed.js';
import { useChronologyWords } from '../../../words/chronology/chronology-words.js';
import { Ruby } from '../../../words/ruby.js';

interface LogNoticesProps {
  view: LogView;
  settle: (writeId: string) => void;
  takeBack: (request: ChronologyRequest) => void;
  compare: (request: ChronologyRequest) => void;
}

/** What became of one's own writing: on its way, refused, or crossed with somebody else's. */
export function LogNotices({ view, settle, takeBack, compare }: LogNoticesProps): ReactNode {
  const text = useChronologyWords();
  const { link, unsent, refused, crossed, entries } = view;
  return (
    <div className="log-notices">
      <div role="status">
        {link === 'lost' && (
          <p className="detail-warning" data-testid="log-lost">
            <Ruby>{text.lost}</Ruby>
          </p>
        )}
        {unsent.length > 0 && (
          <p className="desk-hint" data-testid="log-unsent">
            <Ruby>{text.unsent(unsent.length)}</Ruby>
          </p>
        )}
      </div>
      {crossed.map((request) => {
        const entry = entries.get(request.entryId);
        return (
          <div key={request.writeId} className="detail-warning" role="alert" data-testid="log-crossed-you">
            <p>
              <Ruby>{text.crossedYou(entry === undefined ? '' : standingVersion(entry).by.name)}</Ruby>
            </p>
            <p className="log-said" data-own lang="ja">
              {request.text.content}
            </p>
            <button type="button" className="button" data-testid="log-compare" onClick={() => compare(request)}>
              <Ruby>{text.compare}</Ruby>
            </button>
          </div>
        );
      })}
      {refused.map(({ request, reason }) => (
        <div key={request.writeId} className="detail-warning" role="alert" data-testid="log-refused">
          <p>
            <Ruby>{text.refused}</Ruby> <small data-own lang="en">{`(${reason})`}</small>
          </p>
          <p className="log-said" data-own lang="ja">
            {request.text.content}
          </p>
          <button type="button" className="button" onClick={() => takeBack(request)}>
            <Ruby>{text.again}</Ruby>
          </button>
          <button type="button" className="button" onClick={() => settle(request.writeId)}>
            <Ruby>{text.discard}</Ruby>
          </button>
        </div>
      ))}
    </div>
  );
}
