import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { HealthCode, NeedCode } from '@hinomi/contracts';
import { lineInYaml } from '@hinomi/service-kit';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { EditionFile, RulesFile, type NeedDefinition, type NeedRule, type NeedsRules } from './needs-rules.js';
import { indexRules, prefixesOf } from './rule-index.js';

export interface RulesProblem {
  file: string;
  line: number;
  message: string;
}

/** Everything that is wrong in the folder, so that one start shows it all. */
export class NeedsRulesInvalid extends Error {
  constructor(readonly problems: readonly RulesProblem[]) {
    super(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    this.name = 'NeedsRulesInvalid';
  }
}

const EDITION = 'edition.yaml';

/**
 * Reads `edition.yaml`, every other `*.yaml` and every `*.csv` (code maps: `system,code,to_system,to_code`) of a folder. Throws
 * {@link NeedsRulesInvalid} with file and line of everything that is wrong.
 */
export async function loadNeedsRules(folder: string): Promise<NeedsRules> {
  const files = (await readdir(folder)).filter((file) => /^[^.].*\.(?:yaml|csv)$/.test(file)).sort();
  const contents = new Map<string, string>();
  for (const file of files) contents.set(file, await readFile(path.join(folder, file), 'utf8'));
  return readNeedsRules(contents);
}

/** The same from texts by file name. */
export function readNeedsRules(contents: ReadonlyMap<string, string>): NeedsRules {
  const problems: RulesProblem[] = [];
  const edition = contents.get(EDITION);
  if (edition === undefined) problems.push({ file: EDITION, line: 1, message: 'is missing: it names the version' });
  const version = edition === undefined ? undefined : read(EditionFile, EDITION, edition, problems)?.value.version;
  const needs = new Map<NeedCode, NeedDefinition>();
  const rules: NeedRule[] = [];
  const ids = new Set<string>();
  const codeMap = new Map<string, HealthCode>();
  for (const [file, text] of contents) {
    if (file.endsWith('.csv')) readCodeMap(file, text, codeMap, problems);
    if (!file.endsWith('.yaml') || file === EDITION) continue;
    const parsed = read(RulesFile, file, text, problems);
    if (parsed === null) continue;
    for (const [at, { rules: own, ...definition }] of parsed.value.needs.entries()) {
      const problem = (place: (string | number)[], message: string): number =>
        problems.push({ file, line: parsed.lineOf(['needs', at, ...place]), message });
      if (needs.has(definition.need)) problem(['need'], `${definition.need} is defined already`);
      needs.set(definition.need, definition);
      for (const [index, rule] of own.entries()) {
        if (ids.has(rule.id)) problem(['rules', index, 'id'], `there is a rule ${rule.id} already`);
        ids.add(rule.id);
        for (const [nth, pattern] of (rule.codes ?? []).entries()) {
          if (prefixesOf(pattern).length === 0) problem(['rules', index, 'codes', nth], 'a range without codes');
        }
        rules.push({ ...rule, need: definition.need });
      }
      const stated = `${definition.need.replaceAll('_', '-')}-stated`;
      if (ids.has(stated)) problem(['need'], `the rule ${stated} is made for every need`);
      ids.add(stated);
      rules.push(statedRule(stated, definition.need));
    }
  }
  if (contents.size > 0 && needs.size === 0 && problems.length === 0) {
    problems.push({ file: EDITION, line: 1, message: 'no file beside it defines a need' });
  }
  if (problems.length > 0 || version === undefined) throw new NeedsRulesInvalid(problems);
  return { version, needs, rules, index: indexRules(rules, codeMap) };
}

/** Whatever else is known: what somebody says of themselves at the shelter counts. */
function statedRule(id: string, need: NeedCode): NeedRule {
  return {
    id,
    need,
    kinds: ['stated'],
    codes: [{ system: 'stated', prefixes: [need] }],
    certainty: 'stated',
    reviewed: true,
    source: 'said by the person, or by who looks after them',
  };
}

interface Read<T> {
  value: T;
  lineOf: (place: readonly PropertyKey[]) => number;
}

function read<T>(schema: z.ZodType<T>, file: string, text: string, problems: RulesProblem[]): Read<T> | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  for (const error of document.errors) {
    problems.push({
      file,
      line: lines.linePos(error.pos[0]).line,
      message: error.message.split('\n')[0] ?? error.code,
    });
  }
  if (document.errors.length > 0) return null;
  const lineOf = (place: readonly PropertyKey[]): number => lineInYaml(document, lines, place);
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return { value: parsed.data, lineOf };
  for (const { path: place, message } of parsed.error.issues) {
    problems.push({ file, line: lineOf(place), message: `${place.join('/') || 'the file'}: ${message}` });
  }
  return null;
}

const HEADER = 'system,code,to_system,to_code';

/** Masters such as 医薬品マスター, imported by whoever runs the hub: which code of one system is which of another. */
function readCodeMap(file: string, text: string, codeMap: Map<string, HealthCode>, problems: RulesProblem[]): void {
  const [header = '', ...rows] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  if (header.trim() !== HEADER) problems.push({ file, line: 1, message: `the header is not ${HEADER}` });
  for (const [index, row] of rows.entries()) {
    if (row.trim() === '') continue;
    const [system, code, toSystem, toCode, ...more] = row.split(',').map((cell) => cell.trim());
    if (!system || !code || !toSystem || !toCode || more.length > 0) {
      problems.push({ file, line: index + 2, message: 'is no row of four filled cells' });
      continue;
    }
    codeMap.set(`${system} ${code}`, { system: toSystem, code: toCode });
  }
}
