import { useMemo, useState, type ReactNode, type RefObject } from 'react';
import { NEED_LEVELS, type NeedLevel } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { needName, placeText, prefectureName } from '../../../needs/describe-need.js';
import { fileName } from '../../../exports/file-name.js';
import { saveCsv } from '../../../exports/save-csv.js';
import { needCsv } from '../../../needs/need-csv.js';
import {
  areaOf,
  filterRows,
  isNumber,
  sortRows,
  type NeedFilter,
  type NeedRow,
  type NeedSort,
} from '../../../needs/need-rows.js';
import { usePlaceNames } from '../../../places/use-place-names.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { PREFECTURES } from '../../../words/prefectures.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { Panel } from '../panel.js';
import { CoveragePart } from './coverage-part.js';
import { ExactPart } from './exact-part.js';
import { NeedsTable } from './needs-table.js';
import type { Needs } from './use-needs.js';

export interface NeedsPanelProps {
  needs: Needs;
  filter: NeedFilter;
  setFilter: (filter: NeedFilter) => void;
  /** Of one area only: pressed on the map. */
  area: string | null;
  setArea: (area: string | null) => void;
  /** The health desk may look at exact numbers. */
  mayExact: boolean;
  api: HubApi;
  exercise: string | null;
  hubNowMs: number;
  mapRef: RefObject<HazardMap | null>;
  close: () => void;
}

/** Gaps that can be borne, in hours, as a choice. */
const WITHIN_HOURS = [1, 4, 12, 24, 72] as const;

/** What is published of people's needs: the twin of the layer, with how many shelters it comes from. */
export default function NeedsPanel(props: NeedsPanelProps): ReactNode {
  const { needs, filter, setFilter, area, setArea, hubNowMs, close } = props;
  const words = useWords();
  const { needs: text } = words;
  const { published, kinds, shelters, rulesVersion } = needs;
  const table = usePlaceNames('ja');
  const [sort, setSort] = useState<NeedSort>({ column: 'urgency', down: true });
  const names = useMemo(
    () =>
      (code: string): string =>
        code.length === 2
          ? prefectureName(code, words)
          : words.place({ name: table?.sets['jma-city']?.[`${code}00`] ?? code, set: 'jma-city', code: `${code}00` }),
    [words, table],
  );
  const rows = useMemo(() => {
    const wanted =
      area === null
        ? filterRows(published.rows, filter, kinds)
        : published.rows.filter(
            (row) => areaOf(row) === area && (filter.small || isNumber(row) || row.need === filter.need),
          );
    return sortRows(wanted, sort, kinds);
  }, [published.rows, filter, kinds, sort, area]);
  const { period } = published;
  const isOverdue = period !== null && hubNowMs - Date.parse(period.until) > 10 * 60_000;
  const threshold = published.rows[0]?.threshold ?? 5;
  const where = (row: NeedRow): string => placeText(row, shelters, names, words);
  const areaRow = area === null ? undefined : published.rows.find((row) => areaOf(row) === area);
  const save = (): void => {
    const dataMs = period === null ? hubNowMs : Date.parse(period.from);
    const name = fileName({ what: 'needs', dataMs, drill: props.exercise !== null }, 'csv');
    saveCsv(name, needCsv(rows, { kinds, from: period?.from ?? null, rulesVersion, where }, words));
  };
  return (
    <Panel title={text.title} close={close} wide>
      {period === null ? (
        <p data-testid="needs-none">
          <Ruby>{text.none}</Ruby>
        </p>
      ) : (
        <>
          <p className="needs-period" data-old={isOverdue} data-testid="needs-period">
            <Ruby>
              {text.period(clock(period.from, words.language, hubNowMs), clock(period.until, words.language, hubNowMs))}
            </Ruby>
            {isOverdue && (
              <strong>
                <Ruby>{text.overdue}</Ruby>
              </strong>
            )}
          </p>
          <CoveragePart coverage={published.coverage} area={filter.area} names={names} />
          {areaRow === undefined ? (
            <Choices filter={filter} setFilter={setFilter} needs={needs} threshold={threshold} />
          ) : (
            <p className="needs-selected" role="status">
              <Ruby>{text.selected(where(areaRow))}</Ruby>
              <button type="button" className="link-button" onClick={() => setArea(null)} data-testid="needs-clear">
                <Ruby>{text.clear}</Ruby>
              </button>
            </p>
          )}
          <p className="visually-hidden" role="status">
            {plain(text.caption(rows.length))}
          </p>
          {rows.length === 0 ? (
            <p data-testid="needs-empty">
              <Ruby>{text.empty}</Ruby>
            </p>
          ) : (
            <NeedsTable
              rows={rows}
              kinds={kinds}
              where={where}
              sort={sort}
              setSort={setSort}
              hubNowMs={hubNowMs}
              show={(row) => void bringNear(props, row)}
            />
          )}
          <div className="needs-foot">
            <button
              type="button"
              className="button"
              disabled={rows.length === 0}
              onClick={save}
              data-testid="needs-csv"
            >
              <Ruby>{text.csv}</Ruby>
            </button>
          </div>
          {props.mayExact && <ExactPart api={props.api} exercise={props.exercise} needs={needs} hubNowMs={hubNowMs} />}
          <div className="rollup-notes" data-testid="needs-notes">
            <p>
              <Ruby>{text.suppressed}</Ruby>
            </p>
            <p>
              <Ruby>{text.heldLong}</Ruby>
            </p>
            <p>
              <Ruby>{text.unreviewedNote}</Ruby>
            </p>
          </div>
        </>
      )}
    </Panel>
  );
}

/** Brings the area of a row into sight: a shelter by its place, an area by what the totals know of it. */
async function bringNear({ api, mapRef, needs, exercise }: NeedsPanelProps, { level, code }: NeedRow): Promise<void> {
  if (level === 'shelter') {
    const shelter = needs.shelters.get(code);
    if (shelter !== undefined) await mapRef.current?.bringIntoSight([shelter]);
    return;
  }
  const query = { by: level, area: code, exercise: String(exercise !== null) };
  const bounds = (await api.rollups(query).catch(() => null))?.units[0]?.bounds;
  if (bounds) mapRef.current?.fit([...bounds]);
}

function Choices({
  filter,
  setFilter,
  needs: { published, kinds },
  threshold,
}: Pick<NeedsPanelProps, 'filter' | 'setFilter' | 'needs'> & { threshold: number }): ReactNode {
  const words = useWords();
  const { needs: text } = words;
  const told = new Set(published.rows.map(({ need }) => need));
  const offered = [...kinds.keys()].filter((need) => told.has(need) || need === filter.need);
  const areas = new Set([
    ...published.rows.map(({ prefecture }) => prefecture),
    ...published.coverage.map(({ municipality }) => municipality.slice(0, 2)),
  ]);
  return (
    <div className="needs-choices" role="search">
      <Choice label={text.need} value={filter.need} set={(need) => setFilter({ ...filter, need })} testid="needs-need">
        <option value="">{plain(text.anyNeed)}</option>
        {offered.map((need) => (
          <option key={need} value={need}>
            {plain(needName(need, kinds, words))}
          </option>
        ))}
      </Choice>
      <Choice
        label={text.urgency}
        value={String(filter.withinHours ?? '')}
        set={(hours) => setFilter({ ...filter, withinHours: hours === '' ? null : Number(hours) })}
        testid="needs-urgency"
      >
        <option value="">{plain(text.anyUrgency)}</option>
        {WITHIN_HOURS.map((hours) => (
          <option key={hours} value={hours}>
            {plain(text.hours(hours))}
          </option>
        ))}
      </Choice>
      <Choice label={text.area} value={filter.area} set={(area) => setFilter({ ...filter, area })} testid="needs-area">
        <option value="">{plain(text.anyArea)}</option>
        {[...PREFECTURES.keys()]
          .filter((code) => areas.has(code) || code === filter.area)
          .map((code) => (
            <option key={code} value={code}>
              {plain(prefectureName(code, words))}
            </option>
          ))}
      </Choice>
      <Choice
        label={text.level}
        value={filter.level}
        set={(level) => setFilter({ ...filter, level: level as NeedLevel })}
        testid="needs-level"
      >
        {[...NEED_LEVELS].reverse().map((level) => (
          <option key={level} value={level}>
            {plain(text.levels[level])}
          </option>
        ))}
      </Choice>
      <label className="needs-small">
        <input
          type="checkbox"
          checked={filter.small}
          onChange={({ target }) => setFilter({ ...filter, small: target.checked })}
          data-testid="needs-small"
        />
        <Ruby>{text.small(threshold)}</Ruby>
      </label>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  set: (value: string) => void;
  testid: string;
  children: ReactNode;
}

function Choice({ label, value, set, testid, children }: ChoiceProps): ReactNode {
  return (
    <label className="needs-choice">
      <Ruby>{label}</Ruby>
      <select value={value} onChange={({ target }) => set(target.value)} data-testid={testid}>
        {children}
      </select>
    </label>
  );
}
