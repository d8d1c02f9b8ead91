import type { Verdict } from './judge-document.js';

export interface Judged {
  /** As a person would name it: path below the folder, and the entry of an archive after `!`. */
  file: string;
  verdict: Verdict;
}

export interface CorpusRow {
  format: string;
  type: string;
  files: number;
  accepted: number;
  refused: number;
  /** Of the refused: whole families that the hub does not read yet. */
  unsupported: number;
  events: number;
}

export interface CorpusReport {
  rows: CorpusRow[];
  totals: Omit<CorpusRow, 'format' | 'type'>;
  /** What is no telegram, by kind. */
  others: Record<string, number>;
  refusals: {
    file: string;
    format: string;
    type: string;
    code: string;
    line: number | null;
    path: string | null;
    message: string;
  }[];
}

/** Verdicts as one table: a row per format and type, and every refusal with its place. */
export function tallyVerdicts(judged: readonly Judged[]): CorpusReport {
  const rows = new Map<string, CorpusRow>();
  const totals = { files: 0, accepted: 0, refused: 0, unsupported: 0, events: 0 };
  const others: Record<string, number> = {};
  const refusals: CorpusReport['refusals'] = [];
  for (const { file, verdict } of judged) {
    if (verdict.outcome === 'other') {
      others[verdict.what] = (others[verdict.what] ?? 0) + 1;
      continue;
    }
    const { format, type } = verdict;
    const key = `${format} ${type}`;
    const row = rows.get(key) ?? { format, type, files: 0, accepted: 0, refused: 0, unsupported: 0, events: 0 };
    rows.set(key, row);
    for (const sum of [row, totals]) {
      sum.files += 1;
      sum[verdict.outcome] += 1;
      sum.unsupported += isUnsupported(verdict) ? 1 : 0;
      sum.events += verdict.outcome === 'accepted' ? verdict.events : 0;
    }
    if (verdict.outcome === 'refused') {
      const { code, message, place } = verdict;
      refusals.push({ file, format, type, code, line: place?.line ?? null, path: place?.path ?? null, message });
    }
  }
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return { rows: sorted, totals, others, refusals };
}

/** The report as text for a terminal. */
export function printCorpusReport({ rows, totals, others, refusals }: CorpusReport): string {
  const head = ['format', 'type', 'files', 'accepted', 'refused', 'not read yet', 'events'];
  const cells = [
    head,
    ...rows.map(({ format, type, ...sums }) => [format, type, ...numbersOf(sums)]),
    ['total', '', ...numbersOf(totals)],
  ];
  const widths = head.map((_title, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => {
        const room = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
        return column < 2 ? cell + room : room + cell;
      })
      .join('  ')
      .trimEnd(),
  );
  const wrong = refusals.filter(({ code }) => code !== 'report.unsupported');
  if (wrong.length > 0) lines.push('', 'Refused:');
  for (const { file, code, line, path, message } of wrong) {
    const where = [line === null ? '' : `line ${line}`, path ?? ''].filter((part) => part !== '').join(', ');
    lines.push(`  ${file}`, `    ${code}${where === '' ? '' : ` at ${where}`}: ${message}`);
  }
  const families = new Map<string, string[]>();
  for (const { format, type, file, code } of refusals) {
    if (code !== 'report.unsupported') continue;
    const family = `${format} ${type}`;
    families.set(family, [...(families.get(family) ?? []), file]);
  }
  if (families.size > 0) lines.push('', 'Refused as report.unsupported, families that are not read yet:');
  for (const [family, [first, ...rest]] of families)
    lines.push(`  ${family}: ${first}${rest.length === 0 ? '' : ` and ${rest.length} more`}`);
  const kinds = Object.entries(others).sort(([a], [b]) => (a < b ? -1 : 1));
  if (kinds.length > 0)
    lines.push('', `Not a telegram: ${kinds.map(([what, count]) => `${count} × ${what}`).join(', ')}`);
  // A file may try to write to the terminal through its name or its text.
  return lines.map((line) => line.replace(/\p{Cc}/gu, '\uFFFD')).join('\n');
}

function numbersOf({ files, accepted, refused, unsupported, events }: CorpusReport['totals']): string[] {
  return [files, accepted, refused - unsupported, unsupported, events].map(String);
}

/** Japanese characters are two columns wide. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u1100-\uffdf]/.test(character) ? 2 : 1), 0);
}

function isUnsupported(verdict: Verdict): boolean {
  return verdict.outcome === 'refused' && verdict.code === 'report.unsupported';
}
