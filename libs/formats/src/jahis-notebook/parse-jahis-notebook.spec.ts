import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HealthRecord, type ParsedHealthRecord } from '@hinomi/contracts';
import { cp932, notebook } from './cp932.suite.js';
import { notebookDay } from './notebook-date.js';
import { parseJahisNotebook } from './parse-jahis-notebook.js';

const fixture = readFileSync(new URL('../../fixtures/jahis-notebook/two-prescriptions.csv', import.meta.url));
const recordOf = ({ record, findings }: ParsedHealthRecord): HealthRecord => {
  if (record === null) throw new Error(JSON.stringify(findings));
  return HealthRecord.parse(record);
};
const PERSON = '1,試験 花子,2,S250505,,,,,,,シケン ハナコ';
const HEAD = ['JAHISTC07,1', PERSON, '5,R080810,1'];

describe('a medicine notebook', () => {
  const read = parseJahisNotebook(fixture);
  const record = recordOf(read);

  it('gives the person, a date by its era', () => {
    expect(record.person).toMatchObject({
      names: ['試験 花子'],
      kana: ['シケン ハナコ'],
      birthDate: '1950-05-05',
      sex: 'female',
      phones: ['03-0000-0000'],
    });
    expect(record.issuedAt).toBe('2026-08-24T15:00:00.000Z');
  });

  it('gives drugs with their usage by RP number, each prescription for itself', () => {
    expect(
      record.evidence
        .filter(({ kind }) => kind === 'medicine')
        .map(({ codes, from, until, route, where }) => [
          codes.map(({ system, code }) => `${system} ${code}`).join(),
          from,
          until,
          route,
          where,
        ]),
    ).toEqual([
      ['otc otc', '2026-08-01', '2026-08-04', null, 'line 7'],
      ['yj 3332001F1024', '2026-08-10', '2026-09-07', 'internal', 'line 14'],
      ['', '2026-08-10', '2026-09-07', 'internal', 'line 16'],
      ['hot9 103831601', '2026-08-10', null, 'injection', 'line 18'],
      ['yj 2646730M1010,drug-general 2646730M1ZZZ', '2026-08-25', null, 'external', 'line 24'],
    ]);
  });

  it('gives what is remarked of the person, by whom', () => {
    expect(
      record.evidence
        .filter(({ kind }) => kind !== 'medicine')
        .map(({ kind, text, origin, category }) => [kind, text, origin, category]),
    ).toEqual([
      ['allergy', '卵', 'stated', null],
      ['allergy', 'ペニシリン系（発疹）', 'notebook', 'medication'],
      ['condition', '高血圧', 'notebook', null],
    ]);
  });

  it('keeps neither free words nor institutions, and says once what it does not know', () => {
    expect(new TextDecoder('shift_jis').decode(fixture)).toContain('SECRET');
    expect(JSON.stringify(read)).not.toMatch(/SECRET|試験病院|試験薬局/);
    expect(read.findings).toEqual([
      {
        severity: 'information',
        code: 'not-supported',
        where: 'line 26',
        message: 'record 999 is not known and was left out',
      },
    ]);
  });

  it('is the same in UTF-8, with its sign and without', () => {
    const utf8 = new TextEncoder().encode(new TextDecoder('shift_jis').decode(fixture));
    const signed = Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8);
    expect(parseJahisNotebook(signed)).toEqual(read);
    expect(parseJahisNotebook(utf8).record).toEqual(record);
  });
});

/** Cuts the fixture into codes of whole records, each with the header and a 911, as the specification has it. */
function byRecords(size: number): Uint8Array[] {
  const [header = '', ...lines] = new TextDecoder('shift_jis').decode(fixture).trimEnd().split('\r\n');
  const total = Math.ceil(lines.length / size);
  return Array.from({ length: total }, (_, index) =>
    notebook(header, ...lines.slice(index * size, (index + 1) * size), `911,12345678901234,${total},${index + 1}`),
  );
}

/** Cuts it at any byte, as some writers do: only the first code has a header. */
function byBytes(cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...[...new Set(cuts)].sort((a, b) => a - b), fixture.byteLength];
  return places.slice(1).map((end, index) => {
    const tail = cp932(`\r\n911,12345678901234,${places.length - 1},${index + 1}\r\n`);
    return Uint8Array.from([...fixture.subarray(places[index], end), ...tail]);
  });
}

describe('a notebook in several codes', () => {
  const whole = parseJahisNotebook(fixture).record?.evidence.map(({ where: _where, ...rest }) => rest);
  const without = ({ record }: ParsedHealthRecord): unknown =>
    record?.evidence.map(({ where: _where, ...rest }) => rest);

  it.each([1, 3, 7, 13])('of %i records each is read in any order, a code twice included', (size) => {
    const codes = byRecords(size);
    expect(without(parseJahisNotebook(codes))).toEqual(whole);
    expect(without(parseJahisNotebook([...codes].reverse()))).toEqual(whole);
    expect(without(parseJahisNotebook([...codes, codes[0] ?? new Uint8Array()]))).toEqual(whole);
  });

  it('cut anywhere, in the middle of a character too, is put together before it is decoded', () => {
    // Behind the header; a cut between CR and LF ends a line of its own.
    const cut = fc.integer({ min: 20, max: fixture.byteLength - 2 }).filter((at) => fixture[at] !== 0x0a);
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 6 }), fc.boolean(), (cuts, turned) => {
        const codes = byBytes(cuts);
        expect(without(parseJahisNotebook(turned ? codes.reverse() : codes))).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('may stand one behind the other in one text, as they were pasted or typed by a scanner', () => {
    for (const codes of [byRecords(7), byBytes([60, 141, 200])])
      for (const each of [codes, [...codes].reverse()])
        expect(without(parseJahisNotebook(Uint8Array.from(each.flatMap((code) => [...code]))))).toEqual(whole);
    const spaced = byRecords(3).flatMap((code) => [...code, 0x0d, 0x0a, 0x0d, 0x0a]);
    expect(without(parseJahisNotebook(Uint8Array.from(spaced)))).toEqual(whole);
    const some = byRecords(7).slice(0, 2);
    expect(parseJahisNotebook(Uint8Array.from(some.flatMap((code) => [...code])))).toMatchObject({
      record: null,
      findings: [{ code: 'not-found', message: 'of 4 codes these are missing: 3, 4' }],
    });
  });

  it('names what is missing, and refuses codes of two notebooks and of no order', () => {
    const codes = byRecords(7);
    expect(parseJahisNotebook(codes.slice(1))).toMatchObject({
      record: null,
      findings: [{ code: 'not-found', message: 'of 4 codes these are missing: 1' }],
    });
    const other = notebook('JAHISTC08,1', '911,99999999999999,4,1');
    expect(parseJahisNotebook([other, ...codes.slice(1)])).toMatchObject({
      record: null,
      findings: [{ code: 'invariant' }],
    });
    expect(parseJahisNotebook([fixture, fixture])).toMatchObject({ record: null, findings: [{ code: 'required' }] });
    const changed = notebook('JAHISTC08,1', PERSON, '911,12345678901234,4,1');
    expect(parseJahisNotebook([changed, ...codes])).toMatchObject({ record: null, findings: [{ code: 'invariant' }] });
    expect(parseJahisNotebook([])).toMatchObject({ record: null });
  });
});

describe('refusals', () => {
  it.each([
    ['a prescription', notebook('JAHIS10', '1,1234567,SECRET'), 'not-supported', /処方箋/],
    ['another text', notebook('SECRET,1'), 'structure', /JAHISTC/],
    ['nothing', new Uint8Array(), 'structure', /JAHISTC/],
    ['a header alone', notebook('JAHISTC08,1'), 'required', /neither a person/],
    ['two persons', notebook(...HEAD, '1,SECRET 太郎,1,19500101'), 'invariant', /second person/],
    ['what is too large', new Uint8Array(600_000), 'too-costly', /larger/],
  ])('%s', (_what, bytes, code, message) => {
    const read = parseJahisNotebook(bytes);
    expect(read).toMatchObject({
      record: null,
      findings: [{ severity: 'error', code, message: expect.stringMatching(message) }],
    });
    expect(JSON.stringify(read)).not.toContain('SECRET');
  });
});

it.each([
  ['a day that is none', '5,20260230,1', 'line 4, field 2', 'value'],
  ['an era that is none', '5,X080810,1', 'line 4, field 2', 'value'],
  ['a drug without name and code', '201,1,,1,錠,1,,1', 'line 4, field 3', 'required'],
  ['a code that is missing', '201,1,SECRET,1,錠,4,,1', 'line 4, field 7', 'required'],
  ['a code not of its kind', '201,1,SECRET,1,錠,4,SECRET,1', 'line 4, field 7', 'value'],
  ['a usage of no drug', '301,9,SECRET,7,日分,1,1,,1', 'line 4, field 2', 'not-found'],
  ['a remark of no kind', '2,7,SECRET,1', 'line 4, field 2', 'value'],
])('%s is told by line and field, never by what it says', (_what, line, where, code) => {
  const { findings } = parseJahisNotebook(notebook(...HEAD, line));
  expect(findings).toEqual([expect.objectContaining({ severity: 'warning', where, code })]);
  expect(JSON.stringify(findings)).not.toMatch(/SECRET|20260230|X080810/);
});

it('does not count days where the usage counts otherwise, and tells days that are none', () => {
  const until = (usage: string): unknown =>
    parseJahisNotebook(notebook(...HEAD, '201,1,薬,1,錠,1,,1', usage)).record?.evidence[0]?.until;
  expect(until('301,1,用法,14,日分,1,1,,1')).toBe('2026-08-24');
  expect(until('301,1,用法,１４,日分,1,1,,1')).toBe('2026-08-24');
  expect(until('301,1,用法,14,回分,3,1,,1')).toBeNull();
  expect(until('301,1,用法,many,日分,1,1,,1')).toBeNull();
});

it('reads on past bytes that are no characters', () => {
  const bytes = notebook(...HEAD, '201,1,薬,1,錠,4,3332001F1024,1');
  const at = bytes.lastIndexOf(0x96);
  const harmed = bytes.with(at, 0xff);
  const { record, findings } = parseJahisNotebook(harmed);
  expect(record?.evidence[0]?.codes).toEqual([{ system: 'yj', code: '3332001F1024' }]);
  expect(findings).toMatchObject([{ severity: 'warning', where: 'line 4' }]);
});

it.each([
  ['M450730', '1912-07-30'],
  ['T151225', '1926-12-25'],
  ['S640107', '1989-01-07'],
  ['H310430', '2019-04-30'],
  ['R010501', '2019-05-01'],
  ['20240229', '2024-02-29'],
  ['20230229', null],
  ['', null],
  ['2026-08-10', null],
])('%s is %s', (written, day) => {
  expect(notebookDay(written)).toBe(day);
});

it('never throws for any bytes, and repeats none of them', () => {
  const record = fc.constantFrom('1', '2', '3', '5', '201', '301', '911', '999', '');
  const field = fc.oneof(
    fc.constantFrom('', '1', '2', '4', '6', 'SECRET', '20260810', '日分', '14'),
    fc.string({ maxLength: 6 }),
  );
  const line = fc
    .tuple(record, fc.array(field, { maxLength: 12 }))
    .map(([number, fields]) => [number, ...fields].join(','));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const bytes = new TextEncoder().encode(['JAHISTC08,1', PERSON, ...lines].join('\r\n'));
      const { findings } = parseJahisNotebook(bytes);
      expect(JSON.stringify(findings)).not.toContain('SECRET');
    }),
    { numRuns: 1_000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void parseJahisNotebook(bytes)),
    { numRuns: 500 },
  );
});
