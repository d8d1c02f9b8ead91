import { useMemo, useState, type ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { comparePictures } from '../../../past/compare-pictures.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Panel } from '../panel.js';
import { DifferenceLists, HazardLine } from '../past/past-difference.js';
import { readKept } from '../use-preference.js';
import { useShortcuts } from '../use-shortcuts.js';
import { keepSeen, lastSeen } from './use-last-seen.js';
import { useSince } from './use-since.js';

interface SincePanelProps {
  api: HubApi;
  exercise: boolean;
  /** The live picture. */
  features: ReadonlyMap<string, FeatureV1>;
  hubNowMs: number;
  close: () => void;
  open: (id: string) => void;
}

/** What changed since whoever sits here last said that they have seen it. */
export default function SincePanel({ api, exercise, features, hubNowMs, close, open }: SincePanelProps): ReactNode {
  const words = useWords();
  const { alarms: text } = words;
  const realm = exercise ? 'drill' : 'real';
  const [fromMs, setFrom] = useState(() => Math.min(lastSeen(realm) ?? hubNowMs, hubNowMs - 1000));
  const [isSeen, setSeen] = useState(false);
  const since = useSince(api, exercise, fromMs, hubNowMs);
  const before = since?.before;
  const difference = useMemo(
    () => (before === undefined ? null : comparePictures(before, features)),
    [before, features],
  );
  const passed = useMemo(() => since?.passed.passed(since.before, features) ?? [], [since, features]);
  const seen = (): void => {
    keepSeen(realm, hubNowMs);
    setSeen(true);
  };
  useShortcuts({ e: seen }, readKept('shortcuts') !== 'off');
  const when = (ms: number): string => clock(new Date(ms).toISOString(), words.language, hubNowMs);
  return (
    <Panel title={text.since} close={close}>
      <p data-testid="since-from">
        <Ruby>{text.from(when(fromMs))}</Ruby>{' '}
        <small>
          <Ruby>{words.ago(Math.max(0, hubNowMs - fromMs))}</Ruby>
        </small>
      </p>
      {since?.state === 'asking' && (
        <p role="status">
          <Ruby>{words.past.asking}</Ruby>
        </p>
      )}
      {since?.state === 'failed' && (
        <p className="detail-warning" role="alert">
          <Ruby>{words.past.failed}</Ruby>{' '}
          <button type="button" className="button" onClick={() => setFrom((ms) => ms - 1)}>
            <Ruby>{words.past.retry}</Ruby>
          </button>
        </p>
      )}
      {since?.state === 'known' && difference !== null && (
        <div className="past-difference since" data-testid="since">
          {!since.isWhole && (
            <p className="detail-warning">
              <Ruby>{text.notWhole}</Ruby>
            </p>
          )}
          <DifferenceLists difference={difference} open={open} />
          {passed.length > 0 && (
            <details data-difference="passed" open>
              <summary>
                <Ruby>{text.passed(passed.length)}</Ruby>
              </summary>
              <ul>
                {passed.map(({ group }) => (
                  <HazardLine key={group.hazardId} group={group} open={undefined} />
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
      <p className="since-seen">
        <button
          type="button"
          className="button button-strong"
          disabled={since?.state !== 'known' || isSeen}
          onClick={seen}
          data-testid="since-seen"
        >
          <Ruby>{text.seen}</Ruby> <kbd>E</kbd>
        </button>
      </p>
      <p role="status" data-testid="since-said">
        {isSeen && <Ruby>{text.seenFrom(when(lastSeen(realm) ?? hubNowMs))}</Ruby>}
      </p>
      <p className="rollup-notes">
        <Ruby>{text.sinceNote}</Ruby>
      </p>
    </Panel>
  );
}
