import { useState, type ReactNode } from 'react';
import { isReviewed, needGoods, needName, personsText, urgencyText } from '../../../needs/describe-need.js';
import { isUrgent, NEED_COLUMNS, type KnownKinds, type NeedRow, type NeedSort } from '../../../needs/need-rows.js';
import { isOld } from '../../../things/value-age.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { SortHeader } from '../sort-header.js';
import { NeedTag } from './need-tag.js';

/** A screen or three; more are one press away. */
const ROWS_SHOWN = 60;
const ROWS_MORE = 500;

interface NeedsTableProps {
  rows: readonly NeedRow[];
  kinds: KnownKinds;
  where: (row: NeedRow) => string;
  sort: NeedSort;
  setSort: (sort: NeedSort) => void;
  hubNowMs: number;
  /** Brings the place of a row into sight. */
  show: (row: NeedRow) => void;
}

/** A row for each need of each area: how urgent, what, how many, where, since when. */
export function NeedsTable({ rows, kinds, where, sort, setSort, hubNowMs, show }: NeedsTableProps): ReactNode {
  const words = useWords();
  const { needs: text, rollups } = words;
  const [shown, setShown] = useState(ROWS_SHOWN);
  return (
    <>
      <table className="rollup-table needs-table" data-testid="needs-table">
        <caption>
          <Ruby>{text.caption(rows.length)}</Ruby>
        </caption>
        <SortHeader
          columns={NEED_COLUMNS}
          nameOf={(column) => text.columns[column]}
          sort={sort}
          setSort={setSort}
          downFirst={(column) => column === 'urgency' || column === 'persons'}
        />
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr key={row.id} data-need={row.need} data-area={`${row.level}/${row.code}`}>
              <td data-urgent={isUrgent(row.need, kinds)}>
                <Ruby>{urgencyText(row.need, kinds, words)}</Ruby>
              </td>
              <th scope="row">
                <span className="needs-name">
                  <NeedTag need={row.need} urgent={isUrgent(row.need, kinds)} old={row.isHeld} />
                  <Ruby>{needName(row.need, kinds, words)}</Ruby>
                </span>
                <small>
                  <Ruby>{needGoods(row.need, kinds, words)}</Ruby>
                </small>
                {isReviewed(row.need, kinds) === false && (
                  <small className="needs-unreviewed">
                    <Ruby>{text.unreviewed}</Ruby>
                  </small>
                )}
              </th>
              <td className="number">
                <strong>
                  <Ruby>{personsText(row, words)}</Ruby>
                </strong>
              </td>
              <td>
                <button
                  type="button"
                  className="link-button"
                  aria-label={plain(text.show(where(row)))}
                  data-name={row.level === 'shelter' ? true : undefined}
                  onClick={() => show(row)}
                >
                  <Ruby>{where(row)}</Ruby>
                </button>
              </td>
              <td data-old={row.isHeld || isOld(row.published.asOf, hubNowMs)} className="needs-age">
                <Ruby>{clock(row.published.asOf, words.language, hubNowMs)}</Ruby>
                {row.isHeld && (
                  <small>
                    <Ruby>{text.held}</Ruby>
                  </small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + ROWS_MORE)}>
          <Ruby>{rollups.more(Math.min(ROWS_MORE, rows.length - shown))}</Ruby>
        </button>
      )}
    </>
  );
}
