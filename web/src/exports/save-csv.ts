import { spreadsheetCsv } from '@hinomi/contracts';
import { saveFile } from './save-file.js';

/** A table for a spreadsheet: its head, then its rows. */
export function saveCsv(name: string, rows: readonly (readonly (string | number | null)[])[]): void {
  saveFile(name, new Blob([spreadsheetCsv(rows)], { type: 'text/csv;charset=utf-8' }));
}
