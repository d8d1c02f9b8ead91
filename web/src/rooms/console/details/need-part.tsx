import { useState, type ReactNode } from 'react';
import type { ThingDecision } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { ThingFeature } from '../../../things/thing-feature.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';

interface NeedPartProps {
  feature: ThingFeature;
  mayDecide: boolean;
  api: HubApi;
  hubNowMs: number;
}

/** What a shelter asks for: who said that it is done, or the press that says so. It is undone among the decisions. */
export function NeedPart({ feature, mayDecide, api, hubNowMs }: NeedPartProps): ReactNode {
  const words = useWords();
  const { decisions } = words;
  const [note, setNote] = useState('');
  const [state, setState] = useState<'idle' | 'working' | 'failed'>('idle');
  const { attributes, decisions: decided = [] } = feature.properties;
  const said = attributes['detail']?.value;
  const done = decided.filter(({ is }) => is === 'handled').at(-1);
  if (feature.properties.theme !== 'shelter-note' || typeof said !== 'string') return null;
  if (done !== undefined) {
    return (
      <p className="detail-note" data-testid="need-handled">
        <Ruby>
          {decisions.handledFrom[done.from ?? 'headquarters'](clock(done.at, words.language, hubNowMs), done.by)}
        </Ruby>
        {done.note !== undefined && (
          <>
            {words.colon}
            <span data-own>{done.note}</span>
          </>
        )}
      </p>
    );
  }
  if (!mayDecide) return null;
  const handle = (): void => {
    const thing = feature.id as string as Extract<ThingDecision, { is: 'handled' }>['thing'];
    const decision: ThingDecision = { is: 'handled', thing, words: said, from: 'headquarters' };
    setState('working');
    api.tell('POST', '/api/v1/decisions', { decision, note: note.trim() }).then(
      () => setState('idle'),
      () => setState('failed'),
    );
  };
  return (
    <form
      className="need-handle"
      onSubmit={(event) => {
        event.preventDefault();
        handle();
      }}
    >
      <input
        value={note}
        maxLength={1_000}
        placeholder={plain(decisions.handleNote)}
        aria-label={plain(decisions.handleNote)}
        onChange={({ target }) => setNote(target.value)}
      />
      <button type="submit" className="button" disabled={state === 'working'} data-testid="handle-need">
        <Ruby>{decisions.handle}</Ruby>
      </button>
      {state === 'failed' && (
        <p role="alert">
          <Ruby>{decisions.failed}</Ruby>
        </p>
      )}
    </form>
  );
}
