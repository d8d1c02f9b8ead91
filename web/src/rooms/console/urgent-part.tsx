import type { ReactNode } from 'react';
import type { Standing, TakenNote } from '../../things/acknowledged.js';
import type { UrgentThing } from '../../things/urgent-things.js';
import { clock } from '../../words/clock.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import { SeverityMark } from './icons.js';
import { urgentText, urgentTitle, type Urgent } from './use-urgent.js';

interface UrgentPartProps {
  urgent: Urgent;
  select: (id: string) => void;
  now: number;
}

/** What shelters need at once, above everything else, until it is over or somebody took note of it. */
export function UrgentPart({ urgent, select, now }: UrgentPartProps): ReactNode {
  const words = useWords();
  const { open, seen } = urgent;
  if (open.length + seen.length === 0) return null;
  const note = ({ at, by }: TakenNote, is: 'taken' | 'before'): ReactNode => (
    <small className="urgent-note" data-testid={`urgent-${is}`}>
      <Ruby>{words.things.urgent[is](clock(at, words.language, now), by)}</Ruby>
    </small>
  );
  const rows = (those: readonly Standing<UrgentThing>[]): ReactNode => (
    <ul className="urgent-list">
      {those.map((each) => (
        <li key={each.key} data-urgent={each.is}>
          <SeverityMark severity={4} />
          <button type="button" className="urgent-open" onClick={() => select(each.feature.id)}>
            <strong>
              <Ruby>{urgentTitle(each, words)}</Ruby>
            </strong>
            <span data-own lang="ja">
              {urgentText(each, words)}
            </span>
            <span className="urgent-age">
              <Ruby>{words.ago(Math.max(0, now - Date.parse(each.since)))}</Ruby>
            </span>
          </button>
          {each.taken === null ? (
            <button type="button" className="button" data-testid="urgent-take" onClick={() => urgent.take(each)}>
              <Ruby>{words.things.urgent.take}</Ruby>
            </button>
          ) : (
            <button type="button" className="link-button" data-testid="urgent-undo" onClick={() => urgent.undo(each)}>
              <Ruby>{words.decisions.undo}</Ruby>
            </button>
          )}
          {each.taken !== null && note(each.taken, 'taken')}
          {each.taken === null && each.before !== null && note(each.before, 'before')}
        </li>
      ))}
    </ul>
  );
  return (
    <section className="urgent" aria-labelledby="urgent-title" data-testid="urgent">
      <h2 id="urgent-title">
        <Ruby>{words.things.urgent.title}</Ruby>
        <span className="panel-count">
          <Ruby>{words.list.count(open.length)}</Ruby>
        </span>
      </h2>
      {rows(open)}
      {seen.length > 0 && (
        <details className="urgent-seen">
          <summary data-testid="urgent-seen">
            <Ruby>{words.things.urgent.seen(seen.length)}</Ruby>
          </summary>
          {rows(seen)}
        </details>
      )}
    </section>
  );
}
