/** Who a notebook says it belongs to, as far as it does. */
export interface NotebookPerson {
  name: string;
  kana: string;
  /** `YYYY-MM-DD`; null where there is none, or no day. */
  birthDate: string | null;
  sex: 'male' | 'female' | null;
}

/** The year before the first of an era. */
const ERAS: Readonly<Record<string, number>> = { M: 1867, T: 1911, S: 1925, H: 1988, R: 2018 };
const SEXES: Readonly<Record<string, NotebookPerson['sex']>> = { 1: 'male', 2: 'female' };

/** Record 1 of a notebook's bytes; null where it has none. Everything else of it is for the vault alone. */
export function personInNotebook(bytes: Uint8Array): NotebookPerson | null {
  const line = new TextDecoder('shift_jis')
    .decode(bytes)
    .split(/\r?\n/)
    .find((each) => each.startsWith('1,'));
  if (line === undefined) return null;
  const fields = line.split(',').map((field) => field.trim());
  const [, name = '', sex = '', birth = ''] = fields;
  return { name, kana: fields[10] ?? '', birthDate: dayOf(birth), sex: SEXES[sex] ?? null };
}

/** `YYYYMMDD`, or `GYYMMDD` by the era. */
function dayOf(written: string): string | null {
  const [, era, eraYear, year, month, day] = /^(?:([MTSHR])(\d\d)|(\d{4}))(\d\d)(\d\d)$/i.exec(written) ?? [];
  if (month === undefined || day === undefined) return null;
  const before = era === undefined ? 0 : (ERAS[era.toUpperCase()] ?? 0);
  const date = `${String(before + Number(eraYear ?? year)).padStart(4, '0')}-${month}-${day}`;
  const time = Date.parse(date);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : null;
}
