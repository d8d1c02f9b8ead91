import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { HubApi } from '../../../../access/hub-api.js';
import { useDeskWords } from '../../../../words/desk/desk-words.js';
import { Ruby } from '../../../../words/ruby.js';
import { plain } from '../../../../words/ruby-text.js';
import type { ShelterApi } from '../../../shelter/shelter-api.js';
import type { Chosen } from '../desk-session.js';
import { FindShelter } from '../find-shelter.js';
import { columnHead, columnLabel } from './grid-cell.js';
import { GRID_COLUMNS } from './grid-columns.js';
import { GridFoot } from './grid-foot.js';
import { RowOfGrid } from './grid-row.js';
import { addShelters, chooseShelter, removeUntouched } from './grid-session.js';
import { MunicipalitySelect } from './municipality-select.js';
import { PasteSheet } from './paste-sheet.js';
import { lookAt } from './read-paste.js';
import { useGridKeys } from './use-grid-keys.js';
import type { Grid } from './use-grid.js';
import { useMunicipalities, useSheltersOf } from './use-municipality.js';

interface GridViewProps {
  grid: Grid;
  api: HubApi;
  shelterApi: ShelterApi;
  exercise: boolean;
  hubNowMs: number;
  /** Takes the next shelter to call that is not in the grid. */
  nextToCall: () => Chosen | undefined;
  searchRef: RefObject<HTMLInputElement | null>;
  close: () => void;
}

/** Many shelters at once: rows found by search, all the open ones of a municipality, or pasted from a spreadsheet. */
export function GridView(props: GridViewProps): ReactNode {
  const { grid, api, shelterApi, exercise, hubNowMs, nextToCall, searchRef, close } = props;
  const text = useDeskWords();
  const { session, update } = grid;
  const { rows, pasted } = session;
  const table = useRef<HTMLTableElement>(null);
  const sendButton = useRef<HTMLButtonElement>(null);
  const [resolving, setResolving] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const codes = useMunicipalities(api, exercise);
  const within = useSheltersOf(shelterApi, pasted?.municipality ?? '', exercise);
  const resolved = rows.find(({ key }) => key === resolving);

  const openPaste = (clipboard: string): void => {
    void import('./paste-table.js').then(({ readTable }) => {
      const read = readTable(clipboard);
      setSaid(read === null ? text.grid.pasted.nothing : '');
      const [only = ''] = codes?.length === 1 ? codes : [];
      if (read !== null) update((now) => ({ ...now, pasted: lookAt(read, now.municipality || only) }));
    });
  };
  const { onKeyDown, onFocus, onBlur, onPaste } = useGridKeys({
    session,
    update,
    table,
    openPaste,
    send: () => grid.send([]),
    leave: (to) => (to === 'send' ? sendButton : searchRef).current?.focus(),
  });
  /** The row that was added last is where the clerk goes on. */
  const [begun, setBegun] = useState<string | null>(null);
  useEffect(() => {
    if (begun === null) return;
    setBegun(null);
    table.current?.querySelector<HTMLElement>(`[data-shelter="${CSS.escape(begun)}"] [data-grid-column="0"]`)?.focus();
  }, [begun]);
  const take = (chosen: Chosen): void => {
    if (resolved === undefined) update((now) => addShelters(now, [chosen]));
    else update((now) => chooseShelter(now, resolved.key, chosen));
    setResolving(null);
    setBegun(chosen.id);
  };
  /** Asked anew: shelters open by the minute. */
  const addOpen = (): void => {
    shelterApi.within(session.municipality, exercise).then(
      (shelters) => {
        const open = shelters.filter(({ eststts }) => eststts === 'open' || eststts === 'permanent');
        const count = open.filter(({ id }) => !rows.some(({ shelter }) => shelter?.id === id)).length;
        update((now) => addShelters(now, open));
        setSaid(text.grid.added(count));
      },
      () => setSaid(text.grid.municipalityFailed),
    );
  };

  if (pasted !== null) {
    return (
      <PasteSheet
        pasted={pasted}
        codes={codes}
        within={within}
        hubNowMs={hubNowMs}
        update={update}
        close={() => requestAnimationFrame(() => table.current?.querySelector<HTMLElement>('select, input')?.focus())}
      />
    );
  }
  return (
    <div className="desk-grid" data-testid="desk-grid">
      <div className="grid-tools">
        <FindShelter
          key={`${rows.length} ${resolving ?? ''}`}
          api={shelterApi}
          exercise={exercise}
          inputRef={searchRef}
          label={resolved === undefined ? text.grid.search : text.grid.resolveSearch(resolved.said)}
          choose={take}
          chooseFirst={() => {
            const next = nextToCall();
            if (next !== undefined) take(next);
          }}
          close={() => (resolving === null ? close() : setResolving(null))}
        />
        <div className="grid-bulk">
          <MunicipalitySelect
            codes={codes}
            value={session.municipality}
            choose={(municipality) => update((now) => ({ ...now, municipality }))}
            testId="grid-municipality"
          />
          <button
            type="button"
            className="button"
            data-testid="grid-add-open"
            disabled={session.municipality === ''}
            onClick={addOpen}
          >
            <Ruby>{text.grid.addOpen}</Ruby>
          </button>
        </div>
        <label className="desk-field grid-paste">
          <Ruby>{text.grid.paste}</Ruby>
          <textarea
            rows={1}
            value=""
            placeholder={plain(text.grid.pasteHint)}
            data-testid="grid-paste"
            onChange={(event) => openPaste(event.target.value)}
          />
        </label>
      </div>
      <p role="status" className="desk-hint">
        <Ruby>{said}</Ruby>
      </p>
      {rows.length === 0 ? (
        <p className="desk-hint">
          <Ruby>{text.grid.empty}</Ruby>
        </p>
      ) : (
        <>
          <fieldset className="grid-common">
            <legend className="visually-hidden">
              <Ruby>{text.grid.forAll}</Ruby>
            </legend>
            <label className="desk-field">
              <Ruby>{text.grid.toldByAll}</Ruby>
              <input
                type="text"
                autoComplete="off"
                maxLength={100}
                placeholder={plain(text.toldByHint)}
                data-testid="grid-told-by"
                value={session.toldBy}
                onChange={({ target: { value } }) => update((now) => ({ ...now, toldBy: value }))}
              />
            </label>
            <label className="desk-field">
              <Ruby>{text.grid.seenAtAll}</Ruby>
              <input
                type="text"
                autoComplete="off"
                maxLength={20}
                placeholder={plain(text.seenNow)}
                data-testid="grid-seen-at"
                value={session.seenAt}
                onChange={({ target: { value } }) => update((now) => ({ ...now, seenAt: value }))}
              />
            </label>
            <button type="button" className="link-button" onClick={() => update(removeUntouched)}>
              <Ruby>{text.grid.removeUntouched}</Ruby>
            </button>
          </fieldset>
          <p className="desk-hint">
            <Ruby>{text.grid.keys}</Ruby>
          </p>
          <div className="grid-scroll">
            <table
              ref={table}
              className="grid-table"
              onKeyDown={onKeyDown}
              onFocus={onFocus}
              onBlur={onBlur}
              onPaste={onPaste}
            >
              <thead>
                <tr>
                  <th scope="col">
                    <Ruby>{text.grid.shelter}</Ruby>
                  </th>
                  {GRID_COLUMNS.map((column) => (
                    <th key={column} scope="col" id={columnHead(column)}>
                      {columnLabel(column, text)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row, at) => (
                  <RowOfGrid
                    key={row.key}
                    row={row}
                    at={at}
                    hub={row.shelter === null ? undefined : grid.hub.get(row.shelter.id)}
                    hubNowMs={minuteOf(hubNowMs)}
                    update={update}
                    find={(key) => {
                      setResolving(key);
                      requestAnimationFrame(() => searchRef.current?.focus());
                    }}
                  />
                ))}
              </tbody>
            </table>
          </div>
          <GridFoot grid={grid} sendButton={sendButton} />
        </>
      )}
    </div>
  );
}

/** Ages change once a minute: two hundred rows need not be drawn each second. */
function minuteOf(nowMs: number): number {
  return Math.floor(nowMs / 60_000) * 60_000;
}
