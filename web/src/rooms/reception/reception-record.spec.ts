import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { HealthRecord, ReceptionForm, type Instant } from '@hinomi/contracts';
import { LANGUAGES } from '../../words/languages.js';
import { collectCode } from '../../notebook/collect-codes.js';
import { encodeCp932 } from '../../notebook/encode-cp932.js';
import { receptionWords } from '../../words/reception/reception-words.js';
import { withNotebook } from './notebook-answers.js';
import { plain } from '../../words/ruby-text.js';
import {
  birthDateOf,
  CONSENT_EDITION,
  emptyAnswers,
  isBegun,
  receptionFaults,
  receptionForms,
  receptionRecord,
  TICKS,
  type ReceptionAnswers,
} from './reception-record.js';

const NOW = '2026-11-26T16:00:00.000Z' as Instant; // 27 November in Japan
const answers = (over: Partial<ReceptionAnswers> = {}): ReceptionAnswers => ({ ...emptyAnswers('showa'), ...over });
const agreed = (over: Partial<ReceptionAnswers> = {}) => answers({ ground: 'consent', ...over });
const born = (era: ReceptionAnswers['era'], year: string, month = '', day = '') =>
  birthDateOf({ era, year, month, day }, NOW);

describe('what the reception form says', () => {
  it('is a record of what was answered, and says nothing of what was not', () => {
    const record = receptionRecord(
      agreed({
        ...{ name: ' 火野　花子 ', kana: 'ひの はなこ', era: 'showa', year: '25', month: '4', day: '1', sex: 'female' },
        ...{ ticked: new Set(['insulin', 'mobility']), foods: new Set(['卵']), drugAllergy: 'ペニシリン' },
        ...{
          medicines: [
            { name: 'ワーファリン', days: '３' },
            { name: '', days: '5' },
            { name: '', days: '' },
          ],
        },
        ...{ careLevel: '3', language: 'vi' },
      }),
      NOW,
    );
    expect(HealthRecord.parse(record)).toEqual(record);
    expect(record.person).toMatchObject({
      names: ['火野 花子'],
      birthDate: '1950-04-01',
      sex: 'female',
      languages: ['vi'],
    });
    expect(
      record.evidence.map(({ kind, codes, text, until, category }) => [
        kind,
        codes[0]?.code ?? text,
        until ?? category,
      ]),
    ).toEqual([
      ['stated', 'insulin', null],
      ['stated', 'mobility', null],
      ['medicine', 'ワーファリン', '2026-11-30'],
      ['medicine', null, '2026-12-02'],
      ['allergy', '卵', 'food'],
      ['allergy', 'ペニシリン', 'medication'],
      ['care-level', '3', null],
    ]);
    expect(record.evidence.every(({ origin, status }) => origin === 'stated' && status === 'active')).toBe(true);
    const silent = receptionRecord(agreed({ sex: 'male' }), NOW);
    expect([silent.evidence, silent.statements, silent.person.languages]).toEqual([[], [], []]);
    const none = receptionRecord(agreed({ noMedicines: true, noAllergies: true }), NOW);
    expect(none.statements.map(({ about, says }) => [about, says])).toEqual([
      ['medicine', 'known-none'],
      ['allergy', 'known-none'],
    ]);
  });

  it('goes with its ground, and the edition of the text that was read', () => {
    const [form] = receptionForms(agreed({ name: '火野' }), NOW);
    expect(ReceptionForm.parse(form)).toMatchObject({ legalGround: 'consent', consentText: CONSENT_EDITION });
    const [urgent] = receptionForms(answers({ ground: 'vital-interest', ticked: new Set(['ventilator']) }), NOW);
    expect(ReceptionForm.parse(urgent)).not.toHaveProperty('consentText');
  });

  it('is not kept without a ground, with a wrong date or number, or with nothing in it', () => {
    expect(receptionFaults(answers({ name: '火野' }), NOW)).toEqual(['ground']);
    expect(receptionFaults(answers({ ground: 'refused', name: '火野' }), NOW)).toEqual(['ground']);
    expect(receptionFaults(agreed(), NOW)).toEqual(['nothing']);
    expect(receptionFaults(agreed({ year: '25', month: '13' }), NOW)).toEqual(['birth']);
    expect(receptionFaults(agreed({ medicines: [{ name: 'x', days: '三' }] }), NOW)).toEqual(['days']);
    expect(receptionFaults(agreed({ noAllergies: true }), NOW)).toEqual([]);
    expect([isBegun(answers()), isBegun(answers({ kana: 'ひ' }))]).toEqual([false, true]);
  });

  it('knows the years of each era, as much of a date as was said, and no day that never was', () => {
    expect([born('showa', '25', '4', '1'), born('taisho', '１５'), born('reiwa', '8', '11')]).toEqual([
      '1950-04-01',
      '1926',
      '2026-11',
    ]);
    expect([born('ad', '1948', '2', '29'), born('ad', '1949', '2', '29'), born('ad', '48')]).toEqual([
      '1948-02-29',
      'wrong',
      'wrong',
    ]);
    expect([born('ad', '2026', '11', '27'), born('ad', '2026', '11', '28'), born('ad', '1890')]).toEqual([
      '2026-11-27',
      'wrong',
      'wrong',
    ]);
    expect([born('showa', ''), born('showa', '', '4'), born('showa', '25', '', '4')]).toEqual([null, 'wrong', 'wrong']);
  });

  it('asks for needs that the rules have, in words of all languages', () => {
    const folder = path.resolve('infra/needs-rules');
    const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    const rules = files.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
    const needs = new Set([...rules.matchAll(/^ {2}- need: (\w+)$/gm)].map(([, need]) => need));
    const asked: string[] = Object.values(TICKS).flat();
    expect(asked.filter((need) => !needs.has(need))).toEqual([]);
    expect(new Set(asked).size).toBe(asked.length);
    const leaves = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
    for (const language of LANGUAGES) {
      const words = receptionWords(language);
      expect(Object.keys(words.ticks).sort()).toEqual([...asked].sort());
      const said = leaves(words).map((leaf) => plain(typeof leaf === 'function' ? String(leaf(3)) : String(leaf)));
      expect(said.filter((text) => text.trim() === '' || /[{}|]/.test(text))).toEqual([]);
      if (language === 'en') expect(said.filter((text) => /[ぁ-んァ-ン一-龠]/.test(text))).toEqual([]);
    }
  });
});

describe('a notebook that was read at the reception', () => {
  const bytes = (text: string) => {
    const written = encodeCp932(text);
    return 'missing' in written ? new Uint8Array() : written.bytes;
  };
  const read = (text: string) => collectCode(null, { bytes: bytes(text), append: null }).collected;
  const whole = read('JAHISTC08,1\r\n1,見本　花子,2,S260214,,,,,,,ミホン\r\n5,20261120,1\r\n');
  const part = read('JAHISTC08,1\r\n1,見本　花子,2,S260214\r\n911,1,2,1\r\n');

  it('says who it is where nothing is written yet', () => {
    const filled = withNotebook(answers({}), whole);
    const born = { era: 'ad', year: '1951', month: '2', day: '14' };
    expect(filled).toEqual({ notebook: whole, name: '見本　花子', kana: 'ミホン', ...born, sex: 'female' });
    const own = { name: '見本 はな', kana: 'ミホン　ハナ', year: '26', sex: 'other' } as const;
    expect(withNotebook(answers(own), whole)).toEqual({ notebook: whole });
    expect(withNotebook(answers({}), part)).toEqual({ notebook: part });
  });

  it('goes as a form of its own, as it was read, beside what was said', () => {
    const alone = receptionForms(agreed({ ...withNotebook(answers({}), whole) }), NOW);
    expect(alone.map(({ format, consentText }) => [format, consentText])).toEqual([
      ['jahis-notebook', CONSENT_EDITION],
    ]);
    const { base64 } = alone[0]!.document as { base64: string };
    expect(Buffer.from(base64, 'base64')).toEqual(Buffer.from(whole!.codes.get(1)!));
    const both = receptionForms(agreed({ notebook: whole, ticked: new Set(['dialysis']) }), NOW);
    expect(both.map(({ format }) => format)).toEqual(['jahis-notebook', 'stated']);
  });

  it('is not saved while a code is missing, or with another birthday', () => {
    expect(receptionFaults(agreed({ notebook: whole }), NOW)).toEqual([]);
    expect(receptionFaults(agreed({ notebook: part }), NOW)).toEqual(['notebook']);
    expect(receptionFaults(agreed({ notebook: whole, year: '25' }), NOW)).toEqual(['other-notebook']);
    expect(isBegun(answers({ notebook: part }))).toBe(true);
  });
});
