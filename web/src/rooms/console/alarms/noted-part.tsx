import type { ReactNode } from 'react';
import { groupArea, groupTitle } from '../../../hazards/describe-hazard.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { SeverityMark } from '../icons.js';
import type { HazardAlarms } from '../use-news.js';

interface NotedPartProps {
  alarms: HazardAlarms;
  open: (id: string) => void;
  now: number;
}

/** Alarms that somebody has taken note of and that still stand: by whom, and when. */
export function NotedPart({ alarms, open, now }: NotedPartProps): ReactNode {
  const words = useWords();
  const { alarms: text } = words;
  if (alarms.noted.length === 0) return null;
  return (
    <section className="noted" aria-labelledby="noted-title" data-testid="noted">
      <h2 id="noted-title">
        <Ruby>{text.noted}</Ruby>
        <span className="panel-count">
          <Ruby>{words.list.count(alarms.noted.length)}</Ruby>
        </span>
      </h2>
      <ul className="urgent-list">
        {alarms.noted.map((alarm) => (
          <li key={alarm.key} data-alarm={alarm.ids[0]}>
            <SeverityMark severity={alarm.severity} />
            <button type="button" className="urgent-open" onClick={() => open(alarm.group.hazardId)}>
              <strong>
                <Ruby>{groupTitle(alarm.group, words)}</Ruby>
              </strong>
              <span>{plain(groupArea(alarm.group, words))}</span>
            </button>
            <button type="button" className="link-button" data-testid="noted-undo" onClick={() => alarms.undo(alarm)}>
              <Ruby>{words.decisions.undo}</Ruby>
            </button>
            {alarm.taken !== null && (
              <small className="urgent-note" data-testid="noted-by">
                <Ruby>{words.things.urgent.taken(clock(alarm.taken.at, words.language, now), alarm.taken.by)}</Ruby>
              </small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
