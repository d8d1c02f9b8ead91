import { plain } from '../words/ruby-text.js';
import type { Words } from '../words/words.js';
import { isReviewed, needGoods, needName, personsText, urgencyText } from './describe-need.js';
import type { KnownKinds, NeedRow } from './need-rows.js';

interface NeedCsvFacts {
  kinds: KnownKinds;
  /** When what is published begins to hold; null = nothing was. */
  from: string | null;
  rulesVersion: string | null;
  where: (row: NeedRow) => string;
}

/** The list as it is shown, for a spreadsheet: its head, then a line for each row. Its numbers are those of the picture and no others. */
export function needCsv(
  rows: readonly NeedRow[],
  { kinds, from, rulesVersion, where }: NeedCsvFacts,
  words: Words,
): (string | number | null)[][] {
  const { needs: text } = words;
  const said = (yes: boolean): string => plain(yes ? text.yes : text.no);
  const body = rows.map((row) => [
    plain(needName(row.need, kinds, words)),
    row.need,
    plain(urgencyText(row.need, kinds, words)),
    plain(needGoods(row.need, kinds, words)),
    plain(personsText(row, words)),
    row.atLeast,
    row.atMost,
    plain(text.levels[row.level]),
    plain(where(row)),
    row.code,
    row.published.asOf,
    from,
    said(row.isHeld),
    said(isReviewed(row.need, kinds) ?? false),
    rulesVersion,
  ]);
  return [text.csvHeads.map(plain), ...body];
}
