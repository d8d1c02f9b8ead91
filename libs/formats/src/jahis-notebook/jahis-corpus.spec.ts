import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HealthRecord } from '@hinomi/contracts';
import { parseJahisNotebook } from './parse-jahis-notebook.js';

const corpus = `${process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname}/jahis`;
const present = existsSync(corpus);
const files = present
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(csv|txt)$/.test(file))
      .sort()
  : [];

/** Medicines, of them with an end of supply; or why it is refused. */
const COMES_TO: Readonly<Record<string, string>> = {
  'rx-parser/empty-input.txt': 'refused: structure',
  'rx-parser/invalid-header.txt': 'refused: structure',
  'rx-parser/minimal-valid.txt': 'refused: not-supported',
  'rx-parser/normalization-full.txt': 'refused: not-supported',
  'rx-parser/qr-decoded-anonymized.txt': 'refused: not-supported',
  'rx-parser/tc-invalid-missing-drug-code.txt': '1, 1',
  'rx-parser/tc-minimal-valid.txt': '1, 1',
  'rx-parser/tc-output-category-2-full.txt': '2, 2',
  'rx-parser/tc-supported-records-full.txt': 'refused: not-found',
  'spec-examples-sjis/1.csv': '5, 5',
  'spec-examples-sjis/10.csv': '3, 0',
  'spec-examples-sjis/2.csv': '9, 5',
  'spec-examples-sjis/4.csv': '10, 5',
  'spec-examples-sjis/5.csv': '5, 5',
  'spec-examples-sjis/6.csv': '5, 5',
  'spec-examples-sjis/8.csv': '0, 0',
  'spec-examples-sjis/9.csv': '5, 3',
  'spec-examples-utf8/1.csv': '5, 5',
  'spec-examples-utf8/4.csv': '10, 5',
  'spec-examples-utf8/6.csv': '5, 5',
};

(present ? describe : describe.skip)(`JAHIS corpus${present ? '' : ' (absent: set HINOMI_CORPUS)'}`, () => {
  it('holds what this table speaks of, and nothing else', () => {
    expect(files).toEqual(Object.keys(COMES_TO).sort());
  });

  it.each(files)('%s', (file) => {
    const { record, findings } = parseJahisNotebook(readFileSync(`${corpus}/${file}`));
    const medicines = record?.evidence.filter(({ kind }) => kind === 'medicine') ?? [];
    const told =
      record === null
        ? `refused: ${findings.find(({ severity }) => severity === 'error')?.code}`
        : `${medicines.length}, ${medicines.filter(({ until }) => until !== null).length}`;
    expect(told).toBe(COMES_TO[file]);
    if (record !== null) expect(HealthRecord.safeParse(record).success).toBe(true);
  });
});
