import { useMemo, useState, type ReactNode } from 'react';
import type { RollupUnit } from '@hinomi/contracts';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { ROLLUP_COLUMNS, sortUnits, urgentlySilent, type RollupSort } from '../../../rollups/sort-units.js';
import { numberText } from '../../../things/describe-thing.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { SortHeader } from '../sort-header.js';
import { UnitHazard } from './unit-card.js';

/** A screen or three; more are one press away. */
const ROWS_SHOWN = 60;
const ROWS_MORE = 500;

interface RollupTableProps {
  caption: string;
  units: readonly RollupUnit[];
  nameOf: (unit: RollupUnit) => string;
  groups: readonly HazardGroup[];
  selected: string | null;
  select: (unit: RollupUnit) => void;
  open: (id: string) => void;
}

/** One row a unit, the worst first; the name shows it on the map. */
export function RollupTable(props: RollupTableProps): ReactNode {
  const { caption, units, nameOf, groups, selected, select, open } = props;
  const words = useWords();
  const { rollups } = words;
  const [sort, setSort] = useState<RollupSort>({ column: 'hazard', down: true });
  const [shown, setShown] = useState(ROWS_SHOWN);
  const sorted = useMemo(() => sortUnits(units, sort), [units, sort]);
  return (
    <>
      <table className="rollup-table" data-testid="rollup-table">
        <caption>
          <Ruby>{caption}</Ruby>
        </caption>
        <SortHeader
          columns={ROLLUP_COLUMNS}
          nameOf={(column) => rollups.columns[column]}
          sort={sort}
          setSort={setSort}
          downFirst={(column) => column !== 'area'}
        />
        <tbody>
          {sorted.slice(0, shown).map((unit) => (
            <tr key={unit.code} data-unit={unit.code} aria-current={selected === unit.code}>
              <th scope="row">
                <button
                  type="button"
                  className="link-button"
                  aria-label={plain(rollups.showUnit(nameOf(unit)))}
                  aria-expanded={selected === unit.code}
                  onClick={() => select(unit)}
                >
                  <Ruby>{nameOf(unit)}</Ruby>
                </button>
              </th>
              <td>
                <UnitHazard hazard={unit.hazard} groups={groups} open={open} />
              </td>
              <td className="number">
                <Shelters unit={unit} />
              </td>
              <td className="number">
                <Evacuees unit={unit} />
              </td>
              <td className="number" data-urgent={urgentlySilent(unit) > 0}>
                <Silence unit={unit} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + ROWS_MORE)}>
          <Ruby>{rollups.more(Math.min(ROWS_MORE, sorted.length - shown))}</Ruby>
        </button>
      )}
    </>
  );
}

function Shelters({ unit }: { unit: RollupUnit }): ReactNode {
  const { rollups } = useWords();
  if (unit.shelters === 0)
    return (
      <small>
        <Ruby>{rollups.noShelter}</Ruby>
      </small>
    );
  return <Ruby>{rollups.of(numberText(unit.openShelters), numberText(unit.shelters))}</Ruby>;
}

/** No open shelter is not the same as nobody having said how many they are. */
function Evacuees({ unit }: { unit: RollupUnit }): ReactNode {
  const { rollups, decisions, unknown } = useWords();
  if (unit.openShelters === 0)
    return (
      <small>
        <Ruby>{rollups.notAsked}</Ruby>
      </small>
    );
  return (
    <>
      <Ruby>{unit.evacuees === null ? unknown : decisions.people(numberText(unit.evacuees))}</Ruby>
      <small>
        <Ruby>{rollups.reported(unit.reportedShelters, unit.openShelters)}</Ruby>
      </small>
    </>
  );
}

function Silence({ unit: { silence, shelters } }: { unit: RollupUnit }): ReactNode {
  const { rollups } = useWords();
  if (shelters > 0 && silence.neverHeard + (silence.overdue ?? 0) === 0) {
    return (
      <small>
        <Ruby>{rollups.none}</Ruby>
      </small>
    );
  }
  return (
    <>
      {silence.overdue !== null && silence.overdue > 0 && <Ruby>{rollups.overdue(numberText(silence.overdue))}</Ruby>}
      {silence.neverHeard > 0 && (
        <small>
          <Ruby>{rollups.never(numberText(silence.neverHeard))}</Ruby>
        </small>
      )}
      {silence.neverHeardUnderHazard > 0 && (
        <small>
          <Ruby>{rollups.neverUnderHazard(numberText(silence.neverHeardUnderHazard))}</Ruby>
        </small>
      )}
    </>
  );
}
