import { themeOfSip4dCode } from '@hinomi/contracts';
import { isObject } from '../table/read-json-rows.js';
import { hasTemplate, modelWords } from './model-words.js';
import { mappingOfColumns } from './package-columns.js';
import { UNIVERSAL_CODE } from './package-meta.js';

/** What the columns file says of one property, as far as rows are checked by it. */
export interface ColumnRule {
  /** Absent = text or number. */
  type: string | null;
  /** Of a list its keys; of other columns the words of the model, if it has any. */
  values: readonly string[] | null;
  format: RegExp | null;
}

export type Find = (rule: string, path: string, message: string) => void;

/** Forms that the templates ask of an attribute's text. */
export const FORMATS: Readonly<Record<string, RegExp>> = { citycode: /^[0-9]{5}$/, occurday: /^\d{4}-\d{2}-\d{2}$/ };

/** The published rules of the attribute definition (sip4d 3.3), and what they ask of rows, by property. */
export function checkColumns(written: unknown, file: string, code: string, find: Find): Map<string, ColumnRule> {
  const theme = hasTemplate(code) ? themeOfSip4dCode(code) : 'general';
  for (const { rule, place, message } of mappingOfColumns(written, file, theme, true).findings) {
    find(rule, place.path ?? file, message);
  }
  const own = isObject(written) ? written['code'] : undefined;
  if ((hasTemplate(code) || code === UNIVERSAL_CODE) && own !== code) {
    find('columns.code', `${file}#/code`, `says ${String(own)}, and the package is ${code}`);
  }
  const rules = new Map<string, ColumnRule>();
  const columns = isObject(written) && Array.isArray(written['columns']) ? written['columns'] : [];
  columns.forEach((column: unknown, index) => {
    if (!isObject(column) || typeof column['name'] !== 'string') return;
    const connid = typeof column['connid'] === 'string' ? column['connid'] : column['name'];
    const words = modelWords(code)[connid];
    const codes = textsOf(column['conn_attr_list']);
    const odd = words === undefined ? [] : codes.filter((one) => !Object.hasOwn(words, one) && one !== 'unknwon');
    if (odd.length > 0) {
      const path = `${file}#/columns/${index}/conn_attr_list`;
      find('columns.conn_attr_list', path, `${odd.join(', ')} is no code of the model's ${connid}`);
    }
    rules.set(column['name'], {
      ...ruleOf(column, words && Object.values(words)),
      format: hasTemplate(code) ? (FORMATS[connid] ?? null) : null,
    });
  });
  return rules;
}

function ruleOf(
  column: Record<string, unknown>,
  words: readonly string[] | undefined,
): Pick<ColumnRule, 'type' | 'values'> {
  const type = typeof column['type'] === 'string' ? column['type'] : null;
  const isList = type === 'List' && Array.isArray(column['key_list']);
  return { type, values: isList ? textsOf(column['key_list']) : (words ?? null) };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
