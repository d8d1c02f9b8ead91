import { readSeenAt, readTyped, UNKNOWN, type DeskField } from '../desk-entry.js';
import type { GridColumn } from './grid-columns.js';

/** What a clerk would have typed; `unclear` = the cell says something, and it is not clear what. */
export type CellReading = { typed: string } | 'empty' | 'unclear';

/** Nothing was written, or that nothing is said. */
const BLANK = /^[-‐‑–—―−ー_/~*・…]*$/;
const NOT_KNOWN = new Set('? ？ 不明 未確認 確認中 調査中 わからない 分からない unknown'.split(' '));

/** Words of each code, without spaces. A bare 不足 is none: it does not say for how long. */
const CODE_WORDS = {
  eststts: {
    open: '開設 開設中 開設済 開設済み 開所 開所中 常時開設 ○ 〇 ◯ open',
    close: '閉鎖 閉鎖中 閉鎖済 閉鎖済み 閉所 閉所済 閉じた 解消 close closed',
    notopen: '未開設 開設なし 開設せず 未開所 開設前 notopen 開いていない',
  },
  water: {
    enough: '足りている 足りる 充足 十分 充分 足 enough',
    few_days: '2〜3日分 2~3日分 2-3日分 2、3日分 2・3日分 2〜3日 2~3日 2-3日 数日分 few_days',
    not_today: '今日不足 本日不足 今日も足りない 今日足りない 本日分不足 今日の分もない なし 無し ない 枯渇 not_today',
  },
  power: {
    yes: '使える 使用可 可 通電 通電中 復旧 復旧済 有 有り あり ○ 〇 ◯ yes',
    no: '使えない 使用不可 不可 停電 停電中 断 無 無し なし × ✕ ☓ no',
  },
} as const satisfies Partial<Record<DeskField, Readonly<Record<string, string>>>>;
const CODES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries({ ...CODE_WORDS, food: CODE_WORDS.water }).map(([name, words]): [string, Map<string, string>] => [
    name,
    new Map(
      Object.entries(words).flatMap(([code, said]) =>
        said.split(' ').map((word): [string, string] => [plain(word), code]),
      ),
    ),
  ]),
);
const NOTHING_URGENT = new Set('なし 無し 無 ない 特になし 特に無し 特にありません ありません 0 none no'.split(' '));
/** A unit says what is counted; 世帯 and others count something else. */
const UNITS: Readonly<Partial<Record<DeskField, RegExp>>> = {
  evacueeno: /[人名]$/,
  careno: /[人名]$/,
  toiletno: /[基個]$|か所$|ヶ所$|箇所$/,
};

/** One cell of a pasted table as the desk's field takes it. Never guessed: what is not quite clear stays as it is said. */
export function readCell(column: GridColumn, said: string, nowMs: number): CellReading {
  const text = said.normalize('NFKC').trim();
  if (BLANK.test(text)) return 'empty';
  if (column === 'toldBy') return text.length > MOST_OFFICE ? 'unclear' : { typed: oneLine(text) };
  if (column === 'seenAt') return readMoment(text, nowMs);
  if (NOT_KNOWN.has(plain(text))) return { typed: UNKNOWN };
  if (column === 'urgent') return { typed: NOTHING_URGENT.has(plain(text)) ? '0' : text.slice(0, MOST_NEED) };
  const codes = CODES.get(column);
  if (codes !== undefined) {
    const code = codes.get(plain(text));
    return code === undefined ? 'unclear' : { typed: code };
  }
  const bare = text.replace(UNITS[column] ?? /$^/, '').trim();
  const digits = /^\d{1,3}(,\d{3})+$/.test(bare) ? bare.replaceAll(',', '') : bare === 'ゼロ' ? '0' : bare;
  const read = readTyped(column, digits);
  return typeof read === 'object' && read.value !== null ? { typed: digits } : 'unclear';
}
const MOST_OFFICE = 100;
const MOST_NEED = 1_000;

/** `11/26 10:15`, `2026-11-26 10:15:00`, `11月26日 10時15分`, `R8.11.26 10:15`, `10時`: as month, day, hour and minute in Japan. */
function readMoment(text: string, nowMs: number): CellReading {
  const date =
    /^(?:(?:(\d{4})|(?:令和|R|r)\s*(\d{1,2}))\s*[/.年-]\s*)?(\d{1,2})\s*[/.月-]\s*(\d{1,2})\s*日?\s*(?:[(（].[)）])?[\sT]*/.exec(
      text,
    );
  const clock = /^(\d{1,2})\s*(?::\s*(\d{2})(?::\d{2})?|時\s*(?:(\d{1,2})\s*分)?)\s*(?:頃|ごろ|現在|時点)?$/.exec(
    text.slice(date?.[0].length ?? 0),
  );
  if (clock === null) return text === '' ? 'empty' : bareMoment(text, nowMs);
  const [, hour = '', colon, kanji] = clock;
  const day = date === null ? '' : `${date[3]}/${date[4]} `;
  const typed = `${day}${hour}:${(colon ?? kanji ?? '0').padStart(2, '0')}`;
  const moment = momentText(typed, nowMs);
  const year = date?.[1] ?? (date?.[2] === undefined ? undefined : String(REIWA + Number(date[2])));
  // The desk takes a day of the last year: any other year is said wrongly, or is another thing.
  const isOf = year === undefined || (moment !== null && yearOf(readSeenAt(moment, nowMs)) === Number(year));
  return moment === null || !isOf ? 'unclear' : { typed: moment };
}
const REIWA = 2018;

function bareMoment(text: string, nowMs: number): CellReading {
  const moment = /^\d{3,4}$|^-\d+$/.test(text) ? momentText(text, nowMs) : null;
  return moment === null ? 'unclear' : { typed: moment };
}

/** Minutes ago and a bare time of day move on with the clock: the moment they mean now, as `11/26 10:15`. Null = unreadable. */
export function momentText(typed: string, nowMs: number): string | null {
  const read = readSeenAt(typed, nowMs);
  if (read === 'empty' || read === 'unreadable') return null;
  const here = new Date(Date.parse(read) + JAPAN_MS);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${here.getUTCMonth() + 1}/${here.getUTCDate()} ${two(here.getUTCHours())}:${two(here.getUTCMinutes())}`;
}
const JAPAN_MS = 9 * 3_600_000;

function yearOf(instant: string): number {
  return new Date(Date.parse(instant) + JAPAN_MS).getUTCFullYear();
}

/** Width, case and spaces make no difference. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
