import { useState, type ReactNode } from 'react';
import type { KeptEnvelope } from '../../offline/reception/envelope-queue.js';
import { clock } from '../../words/clock.js';
import { receptionWords } from '../../words/reception/reception-words.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { Text } from '../shelter/shelter-text.js';
import type { Tablet } from '../shelter/tablet.js';

interface EnvelopeListProps {
  tablet: Tablet;
  envelopes: readonly KeptEnvelope[];
  nowMs: number;
}

/** Where each form is that was taken on this device; what it says, nobody here can tell. */
export default function EnvelopeList({ tablet, envelopes, nowMs }: EnvelopeListProps): ReactNode {
  const { language } = useShelterWords();
  const words = receptionWords(language);
  const newestFirst = [...envelopes].sort((a, b) => (a.requestId < b.requestId ? 1 : -1));
  return (
    <section className="file-part" data-testid="envelopes">
      <h3>
        <Text>{words.list.title}</Text>
      </h3>
      <p className="notice-quiet">
        <Text>{envelopes.length === 0 ? words.list.none : words.list.more}</Text>
      </p>
      <ul className="report-list">
        {newestFirst.map((entry) => (
          <li key={entry.requestId} data-envelope={entry.requestId} data-state={entry.state}>
            <span className="report-time">{clock(entry.sealedAt, language, nowMs)}</span>
            <span className="state-chip" data-state={entry.state}>
              <Text>
                {entry.state === 'received'
                  ? words.list.states.received(clock(entry.receivedAt ?? entry.sealedAt, language, nowMs))
                  : words.list.states[entry.state]}
              </Text>
            </span>
            {entry.carried && (
              <span className="report-note">
                <Text>{words.list.carried}</Text>
              </span>
            )}
            {entry.refusal && <Refused tablet={tablet} entry={entry} refusal={entry.refusal} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Refused(props: {
  tablet: Tablet;
  entry: KeptEnvelope;
  refusal: NonNullable<KeptEnvelope['refusal']>;
}): ReactNode {
  const { tablet, entry, refusal } = props;
  const words = receptionWords(useShelterWords().language);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <p className="report-reason">
        <Text>{words.list.refusedMore}</Text>{' '}
        <span lang="en">
          {refusal.detail} <code>{refusal.code}</code>
        </span>
      </p>
      <button type="button" className="button" onClick={() => void tablet.changeEnvelope(entry.requestId, 'again')}>
        <Text>{words.list.again}</Text>
      </button>
      <button
        type="button"
        className="link-button"
        onClick={() => (asked ? void tablet.changeEnvelope(entry.requestId, 'remove') : setAsked(true))}
      >
        <Text>{asked ? words.list.removeSure : words.list.remove}</Text>
      </button>
    </>
  );
}
