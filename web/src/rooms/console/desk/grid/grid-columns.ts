import { DESK_FIELDS, type DeskField } from '../desk-entry.js';

/** What can be written of one shelter, in the order of the grid. */
export const GRID_COLUMNS = [...DESK_FIELDS, 'toldBy', 'seenAt'] as const;
export type GridColumn = (typeof GRID_COLUMNS)[number];

export function isDeskField(column: GridColumn): column is DeskField {
  return column !== 'toldBy' && column !== 'seenAt';
}

/** What tells which shelter a pasted row is about. */
export const IDENTITY_COLUMNS = ['id', 'name', 'kana'] as const;
export const PASTE_TARGETS = [...IDENTITY_COLUMNS, ...GRID_COLUMNS] as const;
export type PasteTarget = (typeof PASTE_TARGETS)[number];

/** For each column of a pasted table; null = left out. */
export type ColumnMapping = readonly (PasteTarget | null)[];

/** `says`: the heading, without spaces; `not`: what makes it the heading of something else. The first that fits counts. */
const HEADINGS: readonly { is: PasteTarget; says: RegExp; not?: RegExp }[] = [
  { is: 'id', says: /^(no|番号)?(全国)?(共通)?(避難所|避難場所|施設)*(・避難場所)?(id|ＩＤ)$/ },
  { is: 'kana', says: /カナ|かな|よみ|読み|フリガナ|ふりがな|kana|reading/ },
  {
    is: 'seenAt',
    says: /時刻|日時|時点|time/,
    not: /開設|閉鎖|開所|閉所|開始|終了|予定|opened|closed/,
  },
  { is: 'toldBy', says: /報告者|連絡者|通報者|担当|誰から|だれから|told|報告元/, not: /電話|番号|連絡先|数/ },
  {
    is: 'eststts',
    says: /開設|開所|状態|状況|state|status|^open/,
    not: /日|時刻|理由|場所|電|水|道路|備考|ライフライン/,
  },
  { is: 'careno', says: /要配慮|要援護|要支援|care/, not: /内容|詳細|対応|施設|スペース|世帯/ },
  {
    is: 'evacueeno',
    says: /避難者|避難人数|避難して|人数|総数|people|evacuee|逃/,
    not: /世帯|男|女|在宅|車中|乳|外|定員|想定|自主|可能|収容|職員|名簿|前回|高齢|障/,
  },
  {
    is: 'water',
    says: /飲料水|飲み水|飲む水|水$|^水|water/,
    not: /生活|水道|断水|排水|洗|要望|必要|希望|本数|下水|浸水/,
  },
  { is: 'food', says: /食料|食糧|食べ物|食事|food/, not: /要望|必要|希望|食数|アレルギ|炊|回数/ },
  { is: 'toiletno', says: /トイレ|便所|toilet/, not: /男|女|多目的|仮設|洋式|不足|要望|必要|携帯|不可/ },
  { is: 'power', says: /電気|電力|通電|power/, not: /停電|自家発|発電|要望|必要|電源車/ },
  { is: 'urgent', says: /要望|緊急|急ぎ|ニーズ|すぐに|urgent|need/, not: /連絡|電話|避難場所|時/ },
  {
    is: 'name',
    says: /^(避難所|避難場所|施設|場所)?の?(名|名称|name)$|^(避難所|施設|避難所等|shelter)$|避難所名|施設名|名称$/,
  },
];

const wordsOf = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/** `above`: what stands over a heading that several columns share. */
function targetOf(above: string, own: string): PasteTarget | null {
  const [joined, alone] = [wordsOf(`${above}${own}`), wordsOf(own)];
  const found = HEADINGS.find(({ says, not }) => !not?.test(joined) && (says.test(joined) || says.test(alone)));
  return found?.is ?? null;
}

export interface TableHeader {
  /** So many rows at the top are title and headings; 0 = the table begins with its first shelter. */
  rows: number;
  mapping: ColumnMapping;
}

/** A heading may stand under a title, and in up to three rows of which the upper ones have merged cells. */
const DEEPEST = 3;
const LOOKED_AT = 8;

export function readHeader(table: readonly (readonly string[])[]): TableHeader | null {
  let best: (TableHeader & { found: number; depth: number }) | null = null;
  for (let from = 0; from < Math.min(LOOKED_AT, table.length); from += 1) {
    for (let depth = 1; depth <= DEEPEST && from + depth <= table.length; depth += 1) {
      const block = table.slice(from, from + depth);
      if (block.some((row) => row.some(isFigure))) break;
      const mapping = mappingOf(block);
      const found = mapping.filter((target) => target !== null).length;
      const isBetter = best === null || found > best.found || (found === best.found && depth < best.depth);
      if (found >= 2 && isBetter) best = { rows: from + depth, mapping, found, depth };
    }
  }
  return best && { rows: best.rows, mapping: best.mapping };
}

/** Each target once: of two columns that say the same, the first. */
function mappingOf(block: readonly (readonly string[])[]): ColumnMapping {
  const upper = block.slice(0, -1).map(spread);
  const own = block.at(-1) ?? [];
  const taken = new Set<PasteTarget>();
  return own.map((heading, at) => {
    const target = targetOf(upper.map((row) => row[at] ?? '').join(''), heading);
    if (target === null || taken.has(target)) return null;
    taken.add(target);
    return target;
  });
}

/** A merged cell has its text in its first column. */
function spread(row: readonly string[]): string[] {
  let last = '';
  return row.map((cell) => (last = cell === '' ? last : cell));
}

/** A count, a time or a number of a shelter: no heading is one. */
function isFigure(cell: string): boolean {
  return /^(約?[\d,]+(人|名|基|個|世帯)?|e\d{11,}\w*|[\d/:.-]+( [\d:]+)?)$/.test(
    cell.normalize('NFKC').trim().toLowerCase(),
  );
}
