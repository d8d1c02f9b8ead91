import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { clock } from '../../../words/clock.js';
import { useDeskWords } from '../../../words/desk/desk-words.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { plain } from '../../../words/ruby-text.js';
import { PATIENCE_MS, ShelterApi } from '../../shelter/shelter-api.js';
import { Panel } from '../panel.js';
import { drillOf } from '../use-drill.js';
import { CallListPart, PhoneLink } from './call-list.js';
import { DeskOpening } from './desk-opening.js';
import { choose, leave, reopen, waitingDrafts, type Chosen } from './desk-session.js';
import { FindShelter } from './find-shelter.js';
import { ReportForm } from './report-form.js';
import { useCallList } from './use-call-list.js';
import { useDesk } from './use-desk.js';

export interface DeskPanelProps {
  api: HubApi;
  exercise: boolean;
  /** Of the picture that is shown. */
  cursor: string;
  features: ReadonlyMap<string, FeatureV1>;
  hubNowMs: number;
  /** The shelter that the desk was opened for. */
  shelter: Chosen | null;
  close: () => void;
  /** Opens the details of a shelter. */
  open: (id: string) => void;
}

const WAYS = ['telephone', 'paper'] as const;

/** Where a clerk writes down what shelters tell by telephone and on paper, and sees whom to call. */
export default function DeskPanel(props: DeskPanelProps): ReactNode {
  const { api, exercise, cursor, features, hubNowMs, shelter, close, open } = props;
  const words = useWords();
  const text = useDeskWords();
  const shelterApi = useMemo(() => new ShelterApi(api.withPatience(PATIENCE_MS)), [api]);
  const desk = useDesk(shelterApi, exercise);
  const list = useCallList(api, exercise, cursor);
  const [within, setWithin] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const part = useRef<HTMLDivElement>(null);
  const { session, draft, update } = desk;
  const take = useCallback((chosen: Chosen) => update((now) => choose(now, chosen)), [update]);
  useEffect(() => {
    if (shelter !== null) take(shelter);
  }, [shelter, take]);
  const place = draft === null ? '' : `${draft.id} ${draft.corrects ?? ''}`;
  useEffect(() => {
    if (place === '') search.current?.focus();
    else part.current?.querySelector<HTMLElement>('[data-desk-field]')?.focus();
  }, [place]);
  const first = list.shelters.find(({ municipality }) => within === '' || municipality === within);
  const waiting = waitingDrafts(session);
  const { sent } = session;
  return (
    <Panel title={words.desk.title} close={close} wide>
      <section className="desk-entry" ref={part} aria-labelledby="desk-entry-title">
        <h3 id="desk-entry-title">
          <Ruby>{text.entry}</Ruby>
        </h3>
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
        <fieldset className="segmented desk-way">
          <legend className="visually-hidden">
            <Ruby>{text.way}</Ruby>
          </legend>
          {WAYS.map((way) => (
            <label key={way}>
              <input
                type="radio"
                name="desk-way"
                checked={session.way === way}
                onChange={() => update((now) => ({ ...now, way }))}
                data-testid={`desk-${way}`}
              />
              <span>
                <Ruby>{text.ways[way]}</Ruby>
              </span>
            </label>
          ))}
        </fieldset>
        {draft === null && (
          <DeskOpening api={shelterApi} exercise={exercise} run={drillOf(features)?.run ?? null} choose={take} />
        )}
        {draft === null ? (
          <FindShelter
            api={shelterApi}
            exercise={exercise}
            inputRef={search}
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
      </section>
      <CallListPart
        within={within}
        setWithin={setWithin}
        list={list}
        features={features}
        hubNowMs={hubNowMs}
        choose={take}
      />
    </Panel>
  );
}
