import type { ReactNode, RefObject } from 'react';
import { clock } from '../../../words/clock.js';
import { useDeskWords } from '../../../words/desk/desk-words.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { plain } from '../../../words/ruby-text.js';
import type { ShelterApi } from '../../shelter/shelter-api.js';
import { PhoneLink } from './call-list.js';
import { leave, reopen, waitingDrafts, type Chosen } from './desk-session.js';
import { FindShelter } from './find-shelter.js';
import { ReportForm } from './report-form.js';
import type { Desk } from './use-desk.js';

interface OneAtATimeProps {
  desk: Desk;
  /** Changes with what is written about. */
  place: string;
  api: ShelterApi;
  exercise: boolean;
  hubNowMs: number;
  /** Of the call list. */
  first: Chosen | undefined;
  searchRef: RefObject<HTMLInputElement | null>;
  take: (shelter: Chosen) => void;
  close: () => void;
  /** Opens the details of a shelter. */
  open: (id: string) => void;
  /** Its form on paper. */
  print: () => void;
}

/** One shelter after the other: find it, write, send. */
export function OneAtATime(props: OneAtATimeProps): ReactNode {
  const { desk, place, api, exercise, hubNowMs, first, searchRef, take, close, open, print } = props;
  const words = useWords();
  const text = useDeskWords();
  const { session, draft, update } = desk;
  const waiting = waitingDrafts(session);
  const { sent } = session;
  return (
    <>
      <p className="desk-sent" role="status" data-testid="desk-sent" data-name>
        {sent && <Ruby>{text.taken(sent.draft.name, clock(sent.receivedAt, words.language, hubNowMs))}</Ruby>}
      </p>
      {sent && draft === null && (
        <button
          type="button"
          className="link-button"
          data-testid="desk-correct"
          onClick={() => update((now) => reopen(now))}
        >
          <Ruby>{text.correct}</Ruby>
        </button>
      )}
      {draft === null ? (
        <FindShelter
          api={api}
          exercise={exercise}
          inputRef={searchRef}
          choose={take}
          chooseFirst={() => first && take(first)}
          close={close}
        />
      ) : (
        <>
          <div className="desk-chosen" data-testid="desk-chosen">
            <strong data-own lang="ja">
              {draft.name}
            </strong>
            <PhoneLink phone={desk.detail?.phone ?? null} />
            <button type="button" className="link-button" onClick={() => open(draft.id)}>
              <Ruby>{text.detail}</Ruby>
            </button>
            <button type="button" className="link-button" data-testid="desk-print-one" onClick={print}>
              <Ruby>{text.form.printOne}</Ruby>
            </button>
            <button
              type="button"
              className="link-button"
              title={`${plain(text.other)} (Esc)`}
              onClick={() => update(leave)}
            >
              <Ruby>{text.other}</Ruby>
            </button>
            {desk.detail?.address && (
              <small data-own lang="ja">
                {desk.detail.address}
              </small>
            )}
          </div>
          <ReportForm key={place} desk={desk} draft={draft} hubNowMs={hubNowMs} />
        </>
      )}
      {waiting.length > 0 && (
        <p className="desk-waiting">
          <Ruby>{`${text.unfinished}${words.colon}`}</Ruby>
          {waiting.map((each) => (
            <button key={each.id} type="button" className="link-button" onClick={() => take(each)}>
              <span data-own lang="ja">
                {each.name}
              </span>
            </button>
          ))}
        </p>
      )}
    </>
  );
}
