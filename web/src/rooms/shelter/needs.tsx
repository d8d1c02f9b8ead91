import { useState, type ReactNode } from 'react';
import type { ShelterNeed } from '@hinomi/contracts';
import { clock } from '../../words/clock.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { Text } from './shelter-text.js';
import type { Tablet } from './tablet.js';
import type { TabletView } from './tablet-view.js';

/** What this shelter asks for by any device, and what headquarters or another device says is done. */
export function Needs({ tablet, view, nowMs }: { tablet: Tablet; view: TabletView; nowMs: number }): ReactNode {
  // What this device asks for stands in the form; here only that it is done.
  const shown = view.needs.filter(({ device, handled }) => device !== view.row.device || handled !== null);
  if (shown.length === 0) return null;
  return (
    <ul className="notices" data-testid="needs">
      {shown.map((need) => (
        <Need key={need.note} tablet={tablet} need={need} own={need.device === view.row.device} nowMs={nowMs} />
      ))}
    </ul>
  );
}

interface NeedProps {
  tablet: Tablet;
  need: ShelterNeed;
  own: boolean;
  nowMs: number;
}

function Need({ tablet, need, own, nowMs }: NeedProps): ReactNode {
  const words = useShelterWords();
  const [state, setState] = useState<'idle' | 'working' | 'failed'>('idle');
  const { handled } = need;
  const over = (): void => {
    setState('working');
    tablet.needOver(need).then(
      () => setState('idle'),
      () => setState('failed'),
    );
  };
  return (
    <li className="notice" data-handled={handled !== null}>
      <p>
        <Text>{own ? words.needs.own : words.needs.other(clock(need.observedAt, words.language, nowMs))}</Text>{' '}
        <q data-own>{need.words}</q>
      </p>
      {handled !== null ? (
        <p>
          <strong>
            <Text>{words.needs.handled[handled.from](clock(handled.at, words.language, nowMs))}</Text>
          </strong>{' '}
          {handled.note !== '' && <span data-own>{handled.note}</span>} <Text>{words.needs.again}</Text>
        </p>
      ) : (
        <button type="button" className="button" disabled={state === 'working'} onClick={over} data-testid="need-over">
          <Text>{words.needs.over}</Text>
        </button>
      )}
      {state === 'failed' && (
        <p role="alert">
          <Text>{words.needs.failed}</Text>
        </p>
      )}
    </li>
  );
}
