import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { shelterWarnings, type ShelterWarning } from '@hinomi/contracts';
import { clock } from '../../../words/clock.js';
import { useDeskWords } from '../../../words/desk/desk-words.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { plain } from '../../../words/ruby-text.js';
import { earlierCounts } from '../../shelter/earlier-counts.js';
import { answersOf, EMPTY_DRAFT, nowInstant, type FormState } from '../../shelter/form-state.js';
import { DESK_FIELDS, readSeenAt, statementOf, withTold, type DeskField } from './desk-entry.js';
import { change, leave, type DeskDraft } from './desk-session.js';
import { FieldOfDesk } from './desk-field.js';
import type { Desk } from './use-desk.js';

interface ReportFormProps {
  desk: Desk;
  draft: DeskDraft;
  hubNowMs: number;
}

/** The minimum report in one row of fields; what is not touched is not reported. */
export function ReportForm({ desk, draft, hubNowMs }: ReportFormProps): ReactNode {
  const words = useWords();
  const text = useDeskWords();
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<string[] | 'nothing'>([]);
  const [asked, setAsked] = useState<ShelterWarning[]>([]);
  const confirm = useRef<HTMLButtonElement>(null);
  // Enter again confirms: the question takes the focus.
  useEffect(() => confirm.current?.focus(), [asked]);
  const hub = answersOf((desk.detail?.attributes ?? {}) as Parameters<typeof answersOf>[0]);
  const known: FormState = { own: desk.told.answers, hub, ownNeed: desk.told.urgentNeed, draft: EMPTY_DRAFT };

  const put = (part: Partial<DeskDraft>): void => {
    setWrong([]);
    setAsked([]);
    desk.update((session) => change(session, part));
  };
  const submit = (confirmed: readonly ShelterWarning[]): void => {
    const nowMs = Date.now();
    const read = readSeenAt(draft.seenAt, nowMs);
    const seenAt = read === 'empty' || read === 'unreadable' ? (draft.seenThen ?? nowInstant(nowMs)) : read;
    const statement = statementOf(draft.typed, seenAt);
    const names = [
      ...statement.wrong.map((name) => text.fields[name]),
      ...(read === 'unreadable' ? [text.seenAt] : []),
    ];
    if (names.length > 0) return setWrong(names);
    const { answers } = withTold(desk.told, statement);
    const isEmpty = Object.keys(draft.corrects === null ? statement.answers : answers).length === 0;
    if (isEmpty) return setWrong('nothing');
    const counts = [...earlierCounts([], hub), ...earlierCounts([], desk.told.answers)];
    const odd = shelterWarnings(answers, counts, nowMs);
    if (odd.some((warning) => !confirmed.includes(warning))) return setAsked(odd);
    setAsked([]);
    return desk.send(statement, seenAt, odd);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) return desk.update(leave);
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.target instanceof HTMLButtonElement) return;
    if (event.target instanceof HTMLAnchorElement) return;
    event.preventDefault();
    const fields = [...(form.current?.querySelectorAll<HTMLElement>('[data-desk-field]') ?? [])];
    const next = fields[fields.indexOf(event.target as HTMLElement) + 1];
    if (event.ctrlKey || event.metaKey || next === undefined) submit([]);
    else next.focus();
  };
  const seen = readSeenAt(draft.seenAt, Date.now());
  const seenAt = seen === 'empty' ? draft.seenThen : seen;
  return (
    <form
      ref={form}
      className="desk-form"
      aria-labelledby="desk-entry-title"
      data-testid="desk-form"
      onKeyDown={onKey}
      onSubmit={(event) => event.preventDefault()}
    >
      {draft.corrects !== null && (
        <p className="detail-note">
          <Ruby>{text.correcting}</Ruby>
        </p>
      )}
      <div className="desk-fields">
        {DESK_FIELDS.map((name: DeskField) => (
          <FieldOfDesk
            key={name}
            name={name}
            known={known}
            typed={draft.typed[name] ?? ''}
            hubNowMs={hubNowMs}
            put={(typed) => put({ typed: { ...draft.typed, [name]: typed } })}
          />
        ))}
        <label className="desk-field desk-told">
          <Ruby>{text.toldBy}</Ruby>
          <input
            type="text"
            autoComplete="off"
            maxLength={100}
            data-desk-field="toldBy"
            placeholder={plain(text.toldByHint)}
            value={draft.toldBy}
            onChange={(event) => put({ toldBy: event.target.value })}
          />
        </label>
        <label className="desk-field desk-seen">
          <Ruby>{text.seenAt}</Ruby>
          <input
            type="text"
            autoComplete="off"
            maxLength={20}
            data-desk-field="seenAt"
            aria-describedby="desk-seen-hint"
            aria-invalid={seen === 'unreadable'}
            placeholder={plain(text.seenNow)}
            value={draft.seenAt}
            onChange={(event) => put({ seenAt: event.target.value })}
          />
        </label>
      </div>
      <p className="desk-hint" id="desk-seen-hint">
        <Ruby>
          {seenAt === null || seenAt === 'unreadable'
            ? `${text.seenAt}${words.colon}${text.seenHint}`
            : text.seenIs(clock(seenAt, words.language, hubNowMs))}
        </Ruby>
      </p>
      <p className="desk-hint">
        <Ruby>{text.hint}</Ruby>
      </p>
      {(wrong === 'nothing' || wrong.length > 0) && (
        <p className="detail-warning" role="alert" data-testid="desk-wrong">
          <Ruby>{wrong === 'nothing' ? text.nothing : text.wrong(wrong.join(words.separator))}</Ruby>
        </p>
      )}
      {desk.failure && (
        <p className="detail-warning" role="alert" data-testid="desk-failure">
          <Ruby>{text.failed[desk.failure.kind]}</Ruby>
          {desk.failure.detail !== '' && (
            <small data-own lang="en">
              {desk.failure.detail}
            </small>
          )}
        </p>
      )}
      {asked.length > 0 ? (
        <div className="desk-asked" role="alert" data-testid="desk-asked">
          <strong>
            <Ruby>{text.warningsTitle}</Ruby>
          </strong>
          <ul>
            {asked.map((warning) => (
              <li key={warning}>
                <Ruby>{text.warnings[warning]}</Ruby>
              </li>
            ))}
          </ul>
          <button type="button" className="button" ref={confirm} onClick={() => submit(asked)}>
            <Ruby>{text.confirm}</Ruby>
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              setAsked([]);
              form.current?.querySelector<HTMLElement>('[data-desk-field="evacueeno"]')?.focus();
            }}
          >
            <Ruby>{text.mend}</Ruby>
          </button>
        </div>
      ) : (
        <button type="button" className="button" disabled={desk.sending} onClick={() => submit([])}>
          <Ruby>{desk.sending ? text.sending : text.send}</Ruby>
        </button>
      )}
    </form>
  );
}
