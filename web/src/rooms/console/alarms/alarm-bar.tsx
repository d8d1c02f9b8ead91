import { useState, type ReactNode } from 'react';
import { groupArea, groupTitle } from '../../../hazards/describe-hazard.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { listNow } from '../hazard-panel.js';
import { Icon, SeverityMark } from '../icons.js';
import type { HazardAlarms } from '../use-news.js';

interface AlarmBarProps {
  alarms: HazardAlarms;
  open: (id: string) => void;
  hubNowMs: number;
}

const BAR = 'alarm-bar';

/** To the first alarm that is to be taken note of: a key alone must not do that for everybody. */
export function focusAlarms(): void {
  document.querySelector<HTMLElement>(`#${BAR} [data-take]`)?.focus();
}

/** Over everything until somebody has taken note: the worst alarm, the others one press away. It does not blink, and says its level in words and shape. */
export function AlarmBar({ alarms, open, hubNowMs }: AlarmBarProps): ReactNode {
  const words = useWords();
  const { alarms: text } = words;
  const [isWhole, setWhole] = useState(false);
  if (alarms.open.length === 0) return null;
  const shown = isWhole ? alarms.open : alarms.open.slice(0, 1);
  const more = alarms.open.length - 1;
  return (
    <section id={BAR} className="alarm-bar" aria-label={plain(text.title(alarms.open.length))} data-testid="alarm-bar">
      <Icon name="alert" />
      <ul>
        {shown.map((alarm) => (
          <li key={alarm.key} data-alarm={alarm.ids[0]} data-kind={alarm.kind} data-testid="alarm">
            <SeverityMark severity={alarm.severity} />
            <button type="button" className="alarm-open" onClick={() => open(alarm.group.hazardId)}>
              <strong>
                <Ruby>{groupTitle(alarm.group, words)}</Ruby>
              </strong>{' '}
              <span>
                <Ruby>{words.severity[alarm.severity] ?? ''}</Ruby>
              </span>{' '}
              <span className="alarm-area">
                <Ruby>{groupArea(alarm.group, words)}</Ruby>
              </span>
              {alarm.before !== null && (
                <small data-testid="alarm-before">
                  <Ruby>{text.worse(clock(alarm.before.at, words.language, listNow(hubNowMs)), alarm.before.by)}</Ruby>
                </small>
              )}
            </button>
            <button
              type="button"
              className="button button-strong"
              data-take
              onClick={() => alarms.take(alarm)}
              data-testid="alarm-take"
              title={`${plain(text.take)} (A, Enter)`}
            >
              <Ruby>{text.take}</Ruby>
              <span className="visually-hidden">
                {words.colon}
                {plain(groupTitle(alarm.group, words))}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button
          type="button"
          className="button"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
          data-testid="alarm-more"
        >
          <Ruby>{isWhole ? text.fewer : text.more(more)}</Ruby>
        </button>
      )}
    </section>
  );
}
