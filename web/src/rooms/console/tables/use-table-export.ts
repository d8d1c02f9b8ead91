import { useState } from 'react';
import type { Geometry } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { fileName } from '../../../exports/file-name.js';
import { saveCsv } from '../../../exports/save-csv.js';
import { saveFile } from '../../../exports/save-file.js';
import { csvRows, rowsGeoJson, shapesWanted } from '../../../tables/export-rows.js';
import { columnsOf, type TableName, type TableRow } from '../../../tables/table-row.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { useTableWords } from '../../../words/tables/table-words.js';

/** As many questions at once as a browser lets through to one host. */
const ASKED_AT_ONCE = 6;

export interface TableExport {
  csv: () => void;
  geojson: () => void;
  /** What is happening, or what came of it; empty at first. */
  said: string;
  busy: boolean;
}

interface What {
  name: TableName;
  /** Exactly what the table shows, in its order. */
  rows: readonly TableRow[];
  api: HubApi;
  /** When what is shown was so. */
  dataMs: number;
  drill: boolean;
}

/** The table as a file: made of what this browser holds, so nothing is in it that this person may not see. */
export function useTableExport({ name, rows, api, dataMs, drill }: What): TableExport {
  const words = useWords();
  const text = useTableWords();
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const csv = (): void => {
    const file = fileName({ what: name, dataMs, drill }, 'csv');
    const heads = { column: (column: keyof typeof text.columns) => text.columns[column], more: text.csvMore };
    saveCsv(file, csvRows(rows, columnsOf(name), heads, drill ? plain(text.drill) : ''));
    setSaid(text.saved(file, rows.length));
  };
  const geojson = (): void => {
    setBusy(true);
    void shapesOf(rows, api, (left) => setSaid(text.shapes(left))).then((shapes) => {
      const head = { table: name, dataAt: new Date(dataMs).toISOString(), drill, language: words.language };
      const collection = rowsGeoJson(rows, (edition, code) => shapes.get(`${edition}|${code}`) ?? null, head);
      const file = fileName({ what: name, dataMs, drill }, 'geojson');
      saveFile(file, new Blob([JSON.stringify(collection)], { type: 'application/geo+json' }));
      const lacking = collection.features.filter(({ geometry }) => geometry === null).length;
      const saved = text.saved(file, collection.features.length);
      setSaid(lacking === 0 ? saved : `${saved}${words.language === 'en' ? '. ' : '。'}${text.lacking(lacking)}`);
      setBusy(false);
    });
  };
  return { csv, geojson, said, busy };
}

/** A shape that cannot be had leaves its rows without one; the file says so by an empty geometry. */
async function shapesOf(
  rows: readonly TableRow[],
  api: HubApi,
  tell: (left: number) => void,
): Promise<ReadonlyMap<string, Geometry>> {
  const shapes = new Map<string, Geometry>();
  const left = shapesWanted(rows);
  const ask = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      tell(left.length + 1);
      const { edition, code } = next;
      const shape = await api.area(edition, code).catch(() => null);
      if (shape !== null) shapes.set(`${edition}|${code}`, shape);
    }
  };
  await Promise.all(Array.from({ length: ASKED_AT_ONCE }, ask));
  return shapes;
}
