import type { Evidence, HealthCode, HealthFinding, HealthPerson, Route } from '@hinomi/contracts';
import { isNeededAtAll } from '../fhir/dropped-at-the-door.js';
import type { NotebookLine } from './decode-lines.js';
import { dayAfter } from '../fhir/node.js';
import { notebookDay } from './notebook-date.js';

/** Records that the hub needs nothing of: institutions, doctors, remarks in free words, who wrote what. */
const UNUSED = new Set('4 11 15 31 51 55 281 291 311 391 401 411 421 501 601 701'.split(' '));
const FORMS: Readonly<Record<string, Route>> = {
  1: 'internal',
  2: 'internal',
  3: 'as-needed',
  4: 'injection',
  5: 'external',
  6: 'internal',
  7: 'internal',
};
const PLAIN = { from: null, until: null, status: 'unknown', route: null, category: null, value: null } as const;

interface Usage {
  days: number | null;
  route: Route | null;
}

/** What the records say one after the other: a date of dispensing, then drugs and how to take them by RP number. */
export class NotebookReader {
  readonly evidence: Evidence[] = [];
  readonly findings: HealthFinding[] = [];
  person: HealthPerson | null = null;
  /** The latest date of dispensing. */
  latest: string | null = null;
  private day: string | null = null;
  private drugs: { rp: string; drug: Evidence }[] = [];
  private readonly unknown = new Set<string>();

  take(line: NotebookLine): void {
    const [record = ''] = line.fields;
    switch (record) {
      case '':
        return;
      case '1':
        return this.takePerson(line);
      case '2':
        return this.takeRemark(line);
      case '3':
        return this.takeOtc(line);
      case '5':
        this.drugs = [];
        this.day = this.dayIn(line, 1);
        if (this.day !== null && (this.latest === null || this.day > this.latest)) this.latest = this.day;
        return;
      case '201':
        return this.takeDrug(line);
      case '301':
        return this.takeUsage(line);
    }
    // The RP numbers of another institution's prescription begin anew.
    if (record === '11' || record === '51') this.drugs = [];
    if (!UNUSED.has(record)) this.leaveOut(record, line);
  }

  /** A number that the specification does not have is repeated only if it is a number. */
  private leaveOut(record: string, line: NotebookLine): void {
    const what = /^\d{1,4}$/.test(record) ? `record ${record}` : 'a line that begins with no record number';
    if (this.unknown.has(what)) return;
    this.unknown.add(what);
    this.note('information', 'not-supported', line, 0, `${what} is not known and was left out`);
  }

  private takePerson(line: NotebookLine): void {
    const [, name, sex, birth, , address, phone, , , , kana] = line.fields.map((field) => field.trim());
    const birthDate = birth === undefined || birth === '' ? null : this.dayIn(line, 3);
    if (name === undefined || name === '') this.note('warning', 'required', line, 1, 'the name is missing');
    const person: HealthPerson = {
      names: filled(name),
      kana: filled(kana),
      birthDate,
      sex: sex === '1' ? 'male' : sex === '2' ? 'female' : 'unknown',
      phones: filled(phone).map((one) => one.slice(0, 60)),
      address: filled(address)[0] ?? null,
      identifiers: [],
      languages: [],
    };
    const known = this.person;
    if (known !== null && (known.names[0] !== person.names[0] || known.birthDate !== person.birthDate)) {
      this.note('error', 'invariant', line, 1, 'a second person: one record is of one person');
      return;
    }
    this.person ??= person;
  }

  private takeRemark(line: NotebookLine): void {
    const [, kind, written, author] = line.fields.map((field) => field.trim());
    const [text] = filled(written);
    if (text === undefined) return this.note('warning', 'required', line, 2, 'the text is missing');
    const common: Omit<Evidence, 'kind'> = {
      ...PLAIN,
      codes: [],
      text,
      origin: author === '2' ? 'stated' : 'notebook',
      where: line.where,
    };
    if (kind === '1') this.add({ ...common, kind: 'allergy', status: 'active' });
    else if (kind === '2') this.add({ ...common, kind: 'allergy', status: 'active', category: 'medication' });
    else if (kind === '3' && isNeededAtAll([], text)) this.add({ ...common, kind: 'condition' });
    else if (kind !== '3' && kind !== '9') this.note('warning', 'value', line, 1, 'is no kind of remark');
  }

  private takeOtc(line: NotebookLine): void {
    const [, name, start, end] = line.fields.map((field) => field.trim());
    const [text] = filled(name);
    if (text === undefined) return this.note('warning', 'required', line, 1, 'the name is missing');
    const last = end === undefined || end === '' ? null : this.dayIn(line, 3);
    this.add({
      ...PLAIN,
      kind: 'medicine',
      codes: [{ system: 'otc', code: 'otc' }],
      text,
      origin: 'notebook',
      from: start === undefined || start === '' ? null : this.dayIn(line, 2),
      until: last === null ? null : dayAfter(last, 1),
      where: line.where,
    });
  }

  private takeDrug(line: NotebookLine): void {
    const [, rp = '', name, , , , , author] = line.fields.map((field) => field.trim());
    const codes = this.drugCodes(line);
    const [text] = filled(name);
    if (text === undefined && codes.length === 0)
      return this.note('warning', 'required', line, 2, 'neither name nor code');
    if (this.day === null)
      this.note('warning', 'required', line, 0, 'the date of dispensing (record 5) is missing before it');
    const drug: Evidence = {
      ...PLAIN,
      kind: 'medicine',
      codes,
      text: text ?? null,
      origin: author === '2' ? 'stated' : 'notebook',
      from: this.day,
      where: line.where,
    };
    this.add(drug);
    this.drugs.push({ rp, drug });
  }

  private drugCodes(line: NotebookLine): HealthCode[] {
    const [kind = '', code = ''] = [line.fields[5]?.trim(), line.fields[6]?.trim()];
    const [general = ''] = [line.fields[10]?.trim()];
    const found: HealthCode[] = [];
    const system = systemOf(kind, code);
    if (kind !== '1' && kind !== '' && code === '') this.note('warning', 'required', line, 6, 'the code is missing');
    else if (kind !== '1' && kind !== '' && system === null)
      this.note('warning', 'value', line, 6, 'is no code of its kind');
    else if (system !== null) found.push({ system, code: code.toUpperCase() });
    if (/^\d{7}[A-Z][0-9A-Z]{4}$/i.test(general)) found.push({ system: 'drug-general', code: general.toUpperCase() });
    return found;
  }

  private takeUsage(line: NotebookLine): void {
    const [, rp = '', , quantity = '', unit = '', form = ''] = line.fields.map((field) => field.trim());
    const usage: Usage = {
      days: this.daysIn(line, quantity, unit),
      route: FORMS[form] ?? (form === '' ? null : 'other'),
    };
    const drugs = this.drugs.filter((one) => one.rp === rp);
    if (drugs.length === 0) this.note('warning', 'not-found', line, 1, 'no drug has this RP number');
    for (const { drug } of drugs) {
      drug.route = usage.route;
      if (usage.days !== null && drug.from !== null) drug.until = dayAfter(drug.from, usage.days);
    }
  }

  /** 日分: days of supply. 回分 and 調剤 count otherwise. */
  private daysIn(line: NotebookLine, quantity: string, unit: string): number | null {
    if (unit.normalize('NFKC') !== '日分') return null;
    const days = /^\d{1,4}$/.test(quantity.normalize('NFKC')) ? Number(quantity.normalize('NFKC')) : Number.NaN;
    if (days > 0 && days <= 3_660) return days;
    this.note('warning', 'value', line, 3, 'is no number of days');
    return null;
  }

  private dayIn(line: NotebookLine, field: number): string | null {
    const day = notebookDay(line.fields[field] ?? '');
    if (day === null) this.note('warning', 'value', line, field, 'is no date');
    return day;
  }

  private add(evidence: Evidence): void {
    this.evidence.push(evidence);
  }

  private note(
    severity: HealthFinding['severity'],
    code: HealthFinding['code'],
    line: NotebookLine,
    field: number,
    message: string,
  ): void {
    this.findings.push({
      severity,
      code,
      where: field === 0 ? line.where : `${line.where}, field ${field + 1}`,
      message,
    });
  }
}

function systemOf(kind: string, code: string): string | null {
  if (kind === '2') return /^\d{9}$/.test(code) ? 'receipt-drug' : null;
  if (kind === '3') return /^\d{7}[A-Z][0-9A-Z]{4}$/i.test(code) ? 'mhlw-drug' : null;
  if (kind === '4') return /^\d{7}[A-Z][0-9A-Z]{4}$/i.test(code) ? 'yj' : null;
  if (kind !== '6' || !/^\d+$/.test(code)) return null;
  return code.length === 7 || code.length === 9 || code.length === 13 ? `hot${code.length}` : null;
}

function filled(field: string | undefined): string[] {
  return field === undefined || field === '' ? [] : [field.slice(0, 400)];
}
