import { useEffect, useState, type ReactNode } from 'react';
import type { WaitingReports } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { clock } from '../../../words/clock.js';
import { useDeskWords } from '../../../words/desk/desk-words.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';

const AGAIN_MS = 30_000;

/** Reports that wait, since nobody lists the shelter they are about; nothing while there are none. */
export function WaitingPart({
  api,
  exercise,
  hubNowMs,
}: {
  api: HubApi;
  exercise: boolean;
  hubNowMs: number;
}): ReactNode {
  const words = useWords();
  const text = useDeskWords();
  const waiting = useWaiting(api, exercise);
  if (waiting.length === 0) return null;
  return (
    <section className="desk-calls" aria-labelledby="desk-waiting-title" data-testid="waiting-reports">
      <h3 id="desk-waiting-title">
        <Ruby>{text.unplaced}</Ruby>
      </h3>
      <p>
        <Ruby>{text.unplacedMore}</Ruby>
      </p>
      <ul>
        {waiting.map(({ shelter, reports, lastAt, taken, by }) => (
          <li key={`${shelter} ${String(taken)}`}>
            <code>{shelter}</code>
            <p className="rollup-heard">
              <Ruby>
                {taken
                  ? text.unplacedTaken(reports, clock(lastAt, words.language, hubNowMs))
                  : text.unplacedAway(by ?? '', clock(lastAt, words.language, hubNowMs))}
              </Ruby>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The last answer; out of reach, what was known stays. */
function useWaiting(api: HubApi, exercise: boolean): readonly WaitingReports[] {
  const [waiting, setWaiting] = useState<readonly WaitingReports[]>([]);
  useEffect(() => {
    let open = true;
    const ask = (): void => {
      api.getList<WaitingReports>(`/api/v1/shelters/waiting?exercise=${String(exercise)}`, 'waiting').then(
        (list) => {
          if (open) setWaiting(list);
        },
        () => undefined,
      );
    };
    setWaiting([]);
    ask();
    const timer = setInterval(ask, AGAIN_MS);
    return () => {
      open = false;
      clearInterval(timer);
    };
  }, [api, exercise]);
  return waiting;
}
