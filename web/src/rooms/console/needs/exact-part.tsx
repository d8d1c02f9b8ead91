import { useState, type ReactNode } from 'react';
import type { NeedsAnswer } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { needName } from '../../../needs/describe-need.js';
import { urgencyHours } from '../../../needs/need-rows.js';
import { numberText, thingTitle } from '../../../things/describe-thing.js';
import { isThing } from '../../../things/thing-feature.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import type { Needs } from './use-needs.js';

interface ExactPartProps {
  api: HubApi;
  exercise: string | null;
  needs: Needs;
  hubNowMs: number;
}

type Exact = Extract<NeedsAnswer, { exact: true }>['shelters'];

/** Exact numbers for those who arrange supplies: behind a step of its own, asked once for each press, kept nowhere. */
export function ExactPart({ api, exercise, needs: { kinds, shelters }, hubNowMs }: ExactPartProps): ReactNode {
  const words = useWords();
  const { needs: text } = words;
  const [state, setState] = useState<'closed' | 'step' | 'asking' | 'failed'>('closed');
  const [exact, setExact] = useState<{ shelters: Exact; names: ReadonlyMap<string, string> } | null>(null);
  const ask = async (): Promise<void> => {
    setState('asking');
    try {
      const answer = await api.needs(exercise);
      if (!answer.exact) throw new Error('not exact');
      const names = await namesOf(
        api,
        answer.shelters.map(({ shelter }) => shelter),
        shelters,
        words.unknown,
        (feature) => thingTitle(feature, words),
      );
      setExact({ shelters: answer.shelters, names });
      setState('closed');
    } catch {
      setState('failed');
    }
  };
  if (exact !== null) {
    const rows = exact.shelters
      .flatMap(({ shelter, needs, observedAt }) =>
        Object.entries(needs).map(([need, { count }]) => ({ shelter, need, count, observedAt })),
      )
      .sort((a, b) => urgencyHours(a.need, kinds) - urgencyHours(b.need, kinds) || b.count - a.count);
    return (
      <section className="needs-exact" data-testid="needs-exact">
        <h3>
          <Ruby>{text.exactTitle}</Ruby>
        </h3>
        {rows.length === 0 && (
          <p>
            <Ruby>{text.exactNone}</Ruby>
          </p>
        )}
        {rows.length > 0 && (
          <table className="rollup-table">
            <caption>
              <Ruby>{text.exactCaption(rows.length)}</Ruby>
            </caption>
            <tbody>
              {rows.map(({ shelter, need, count, observedAt }) => (
                <tr key={`${shelter}/${need}`}>
                  <th scope="row">
                    <Ruby>{needName(need, kinds, words)}</Ruby>
                  </th>
                  <td className="number">
                    <Ruby>{text.persons(numberText(count))}</Ruby>
                  </td>
                  <td data-name>{exact.names.get(shelter)}</td>
                  <td>
                    <Ruby>{clock(observedAt, words.language, hubNowMs)}</Ruby>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <button type="button" className="button" onClick={() => setExact(null)}>
          <Ruby>{text.exactHide}</Ruby>
        </button>
      </section>
    );
  }
  return (
    <section className="needs-exact">
      {state === 'closed' ? (
        <button type="button" className="link-button" onClick={() => setState('step')} data-testid="needs-exact-step">
          <Ruby>{text.exact}</Ruby>
        </button>
      ) : (
        <>
          <p>
            <Ruby>{text.exactStep}</Ruby>
          </p>
          <button
            type="button"
            className="button"
            disabled={state === 'asking'}
            onClick={() => void ask()}
            data-testid="needs-exact-go"
          >
            <Ruby>{text.exactGo}</Ruby>
          </button>
          {state === 'failed' && (
            <p role="alert">
              <Ruby>{text.exactFailed}</Ruby>
            </p>
          )}
        </>
      )}
    </section>
  );
}

async function namesOf(
  api: HubApi,
  ids: readonly string[],
  known: Needs['shelters'],
  unknown: string,
  titleOf: (feature: Parameters<typeof thingTitle>[0]) => string,
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(ids.map((id) => known.get(id) ?? api.feature(id).catch(() => null)));
  return new Map(
    found.map((feature, index) => [ids[index]!, feature !== null && isThing(feature) ? titleOf(feature) : unknown]),
  );
}
