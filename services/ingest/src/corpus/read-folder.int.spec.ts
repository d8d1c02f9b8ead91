import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zipBytes } from '@hinomi/testing';
import { readFolder } from './read-folder.js';
import { printCorpusReport, tallyVerdicts } from './tally-verdicts.js';

const fixtures = new URL('../../../../libs/formats/fixtures/', import.meta.url);
const jma = (name: string): Buffer => readFileSync(new URL(`jma-xml/${name}.xml`, fixtures));
const cap = (name: string): Buffer => readFileSync(new URL(`cap/${name}.xml`, fixtures));

describe('a folder of anything', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'hinomi-corpus-'));
    const put = (name: string, bytes: Uint8Array | string): void => {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), bytes);
    };
    put('地震/震度速報.xml', jma('VXSE51_flash'));
    put('地震/no-extension', jma('VXSE51_flash'));
    put('地震/packed.xml.gz', gzipSync(jma('VXSE53_distant')));
    put('alerts/a.cap', cap('cancel_without-info'));
    put('alerts/訓練.cap', cap('alert_exercise'));
    put('bad/no-status.xml', jma('VXSE53_no-status'));
    put('bad/hostile.xml', jma('hostile_entity-bomb'));
    put('bad/eew.xml', jma('VXSE47_unknown'));
    put('bad/cut.zip', zipBytes([{ name: 'a.xml', bytes: 'x' }]).subarray(0, 40));
    put('bad/bomb.gz', gzipSync(Buffer.alloc(65 * 1024 * 1024)));
    put(
      'archive.zip',
      zipBytes([
        { name: 'in/津波.xml', bytes: jma('VTSE41_cancel') },
        { name: 'x.png', bytes: '\u0089PNG' },
      ]),
    );
    put('photo.png', Buffer.from('89504e470d0a1a0a', 'hex'));
    put('list.xml', '<feed xmlns="http://www.w3.org/2005/Atom"/>');
    symlinkSync(folder, path.join(folder, 'round'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is judged file by file, those in archives too; the rest is no telegram and no error', async () => {
    const report = tallyVerdicts(await readFolder(folder));
    const rows = report.rows.map(({ format, type, accepted, refused }) => [format, type, accepted, refused]);
    expect(rows.filter(([, , accepted]) => accepted !== 0)).toEqual([
      ['cap', 'CAP 1.2 Alert', 1, 0],
      ['cap', 'CAP 1.2 Cancel', 1, 0],
      ['jma-xml', 'VTSE41', 1, 0],
      ['jma-xml', 'VXSE51', 2, 0],
      ['jma-xml', 'VXSE53', 1, 0],
    ]);
    expect(report.totals).toMatchObject({ files: 9, accepted: 6, refused: 3, unsupported: 1 });
    expect(report.others).toMatchObject({
      'list of entries (<feed>)': 1,
      'archive that is damaged or unpacks to too much': 2,
    });
  });

  it('names file, code, line and path of every refusal', async () => {
    const report = tallyVerdicts(await readFolder(folder));
    expect(report.refusals).toContainEqual(
      expect.objectContaining({
        file: path.join('bad', 'no-status.xml'),
        code: 'report.invalid',
        line: expect.any(Number),
        path: '/Report/Control/Status',
      }),
    );
    const text = printCorpusReport(report);
    expect(text).toMatch(/format +type +files +accepted +refused/);
    expect(text).toMatch(/no-status\.xml\n +report\.invalid at line \d+, \/Report\/Control\/Status/);
    expect(text).toMatch(/not read yet:\n +jma-xml .*eew\.xml/);
  });

  it('takes every file for the format it is told', async () => {
    const judged = await readFolder(path.join(folder, 'photo.png'), { format: 'cap' });
    expect(judged).toMatchObject([{ file: 'photo.png', verdict: { outcome: 'refused', code: 'report.unreadable' } }]);
  });

  it('writes nothing to a terminal that a file has hidden in it', () => {
    const verdict = { outcome: 'other', what: 'text \u001b[2J' } as const;
    expect(printCorpusReport(tallyVerdicts([{ file: 'a', verdict }]))).not.toContain('\u001b');
  });
});
