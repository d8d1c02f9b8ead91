import { Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { FeatureId, FeatureV1 } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { useDeskWords } from '../../../words/desk/desk-words.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { PATIENCE_MS, ShelterApi } from '../../shelter/shelter-api.js';
import { Panel } from '../panel.js';
import { drillOf } from '../use-drill.js';
import { CallListPart } from './call-list.js';
import { DeskOpening } from './desk-opening.js';
import { choose, type Chosen } from './desk-session.js';
import { addShelters } from './grid/grid-session.js';
import { GridView } from './grid/grid-view.js';
import { useGrid } from './grid/use-grid.js';
import { OneAtATime } from './one-at-a-time.js';
import { Segmented } from './segmented.js';
import { WaitingPart } from './waiting-part.js';
import { useCallList } from './use-call-list.js';
import { useDesk } from './use-desk.js';
import { lazyPart } from '../../../lazy-part.js';

const PaperSheet = lazyPart(() => import('../paper/paper-sheet.js'));

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
const VIEWS = ['one', 'grid'] as const;

/** Where a clerk writes down what shelters tell by telephone and on paper, and sees whom to call. */
export default function DeskPanel(props: DeskPanelProps): ReactNode {
  const { api, exercise, cursor, features, hubNowMs, shelter, close, open } = props;
  const words = useWords();
  const text = useDeskWords();
  const shelterApi = useMemo(() => new ShelterApi(api.withPatience(PATIENCE_MS)), [api]);
  const desk = useDesk(shelterApi, exercise);
  const list = useCallList(api, exercise, cursor);
  const [within, setWithin] = useState('');
  /** Forms are being printed, for one shelter or for any. */
  const [paper, setPaper] = useState<{ shelter: FeatureId | null } | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const part = useRef<HTMLDivElement>(null);
  const { session, draft, update } = desk;
  const grid = useGrid(shelterApi, exercise, session.way);
  const isGrid = grid.session.view === 'grid';
  const takeOne = useCallback((chosen: Chosen) => update((now) => choose(now, chosen)), [update]);
  const take = (chosen: Chosen): void => (isGrid ? grid.update((now) => addShelters(now, [chosen])) : takeOne(chosen));
  const { update: updateGrid } = grid;
  useEffect(() => {
    if (shelter === null) return;
    updateGrid((now) => (now.view === 'one' ? now : { ...now, view: 'one' }));
    takeOne(shelter);
  }, [shelter, takeOne, updateGrid]);
  const place = draft === null ? '' : `${draft.id} ${draft.corrects ?? ''}`;
  useEffect(() => {
    if (isGrid || place === '') search.current?.focus();
    else part.current?.querySelector<HTMLElement>('[data-desk-field]')?.focus();
  }, [place, isGrid]);
  const toCall = list.shelters.filter(({ municipality }) => within === '' || municipality === within);
  const [first] = toCall;
  return (
    <Panel title={words.desk.title} close={close} wide={isGrid ? 'full' : true}>
      <section className="desk-entry" ref={part} aria-labelledby="desk-entry-title">
        <h3 id="desk-entry-title">
          <Ruby>{text.entry}</Ruby>
        </h3>
        <div className="desk-switches">
          <Segmented
            name="desk-view"
            legend={text.grid.view}
            values={VIEWS}
            labels={text.grid.views}
            value={grid.session.view}
            choose={(view) => grid.update((now) => ({ ...now, view }))}
          />
          <Segmented
            name="desk"
            legend={text.way}
            values={WAYS}
            labels={text.ways}
            value={session.way}
            choose={(way) => update((now) => ({ ...now, way }))}
          />
          <button
            type="button"
            className="link-button"
            data-testid="desk-print"
            onClick={() => setPaper({ shelter: null })}
          >
            <Ruby>{text.form.print}</Ruby>
          </button>
        </div>
        {(isGrid || draft === null) && (
          <DeskOpening api={shelterApi} exercise={exercise} run={drillOf(features)?.run ?? null} choose={take} />
        )}
        {isGrid ? (
          <GridView
            grid={grid}
            api={api}
            shelterApi={shelterApi}
            exercise={exercise}
            hubNowMs={hubNowMs}
            nextToCall={() => toCall.find(({ id }) => !grid.session.rows.some((row) => row.shelter?.id === id))}
            searchRef={search}
            close={close}
          />
        ) : (
          <OneAtATime
            desk={desk}
            place={place}
            api={shelterApi}
            exercise={exercise}
            hubNowMs={hubNowMs}
            first={first}
            searchRef={search}
            take={take}
            close={close}
            open={open}
            print={() => setPaper({ shelter: draft?.id ?? null })}
          />
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
      <WaitingPart api={api} exercise={exercise} hubNowMs={hubNowMs} />
      {paper !== null && (
        <Suspense fallback={null}>
          <PaperSheet api={api} exercise={exercise} shelter={paper.shelter} close={() => setPaper(null)} />
        </Suspense>
      )}
    </Panel>
  );
}
