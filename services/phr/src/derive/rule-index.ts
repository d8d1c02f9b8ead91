import type { HealthCode } from '@hinomi/contracts';
import type { CodePattern, NeedRule } from './needs-rules.js';

/** From codes to the rules that name them. */
export interface RuleIndex {
  /** By system: the lengths of its prefixes, and the rules of each. */
  bySystem: ReadonlyMap<string, { lengths: readonly number[]; byPrefix: ReadonlyMap<string, readonly NeedRule[]> }>;
  /** Rules that hold by names, with their names as they are compared. */
  byWords: readonly { rule: NeedRule; words: readonly string[] }[];
  /** Rules of a kind of evidence that name no code at all. */
  byKind: readonly NeedRule[];
  /** Rules of the person alone. */
  ofPerson: readonly NeedRule[];
  unmatched: readonly NeedRule[];
  /** Codes of other systems that stand for one of a system the rules name: `receipt-drug 620004992` → YJ. */
  codeMap: ReadonlyMap<string, HealthCode>;
}

/** Systems whose first characters are a class. */
const BY_PREFIX = new Set(['yj', 'atc', 'icd-10', 'jfagy-food']);
/** The codes of the health ministry and of generic names are made like those of the YJ. */
const SAME_AS_YJ = new Set(['mhlw-drug', 'drug-general']);
/** Where such a code is, the name adds nothing. */
export const CLASSIFIED: ReadonlySet<string> = new Set(['yj', 'atc', 'icd-10']);

export function indexRules(rules: readonly NeedRule[], codeMap: ReadonlyMap<string, HealthCode>): RuleIndex {
  const bySystem = new Map<string, { lengths: number[]; byPrefix: Map<string, NeedRule[]> }>();
  for (const rule of rules) {
    for (const pattern of rule.codes ?? []) {
      const system = bySystem.get(pattern.system) ?? { lengths: [], byPrefix: new Map<string, NeedRule[]>() };
      bySystem.set(pattern.system, system);
      for (const prefix of prefixesOf(pattern)) {
        if (!system.lengths.includes(prefix.length)) system.lengths.push(prefix.length);
        const same = system.byPrefix.get(prefix);
        if (same === undefined) system.byPrefix.set(prefix, [rule]);
        else if (!same.includes(rule)) same.push(rule);
      }
    }
  }
  const hasKind = (rule: NeedRule): boolean => rule.kinds !== undefined && rule.unmatched !== true;
  return {
    bySystem,
    byWords: rules.flatMap((rule) => (rule.words ? [{ rule, words: rule.words.map(plainWords) }] : [])),
    byKind: rules.filter((rule) => hasKind(rule) && rule.codes === undefined && rule.words === undefined),
    ofPerson: rules.filter((rule) => rule.kinds === undefined),
    unmatched: rules.filter((rule) => rule.unmatched === true),
    codeMap,
  };
}

/** The codes as rules name them, with those that other systems' codes stand for. */
export function plainCodes(codes: readonly HealthCode[], { codeMap }: RuleIndex): HealthCode[] {
  const plain: HealthCode[] = [];
  for (const code of codes) {
    plain.push(plainCode(code));
    const other = codeMap.get(`${code.system} ${code.code}`);
    if (other !== undefined) plain.push(plainCode(other));
  }
  return plain;
}

function plainCode({ system, code }: HealthCode): HealthCode {
  if (SAME_AS_YJ.has(system)) return { system: 'yj', code: code.toUpperCase() };
  return BY_PREFIX.has(system) ? { system, code: plainText(code) } : { system, code };
}

/** Every rule that names one of these codes. */
export function rulesOfCodes(codes: readonly HealthCode[], { bySystem }: RuleIndex): Set<NeedRule> {
  const found = new Set<NeedRule>();
  for (const { system, code } of codes) {
    const known = bySystem.get(system);
    if (known === undefined) continue;
    for (const length of known.lengths) {
      if (BY_PREFIX.has(system) ? length > code.length : length !== code.length) continue;
      for (const rule of known.byPrefix.get(code.slice(0, length)) ?? []) {
        if (!isExcepted(rule, system, code)) found.add(rule);
      }
    }
  }
  return found;
}

function isExcepted(rule: NeedRule, system: string, code: string): boolean {
  return (rule.codes ?? []).some(
    (pattern) => pattern.system === system && (pattern.except?.some((one) => code.startsWith(plainText(one))) ?? false),
  );
}

/** Whether one of the codes is of the patterns. */
export function hasCodeOf(codes: readonly HealthCode[], patterns: readonly CodePattern[]): boolean {
  return patterns.some((pattern) =>
    prefixesOf(pattern).some((prefix) =>
      codes.some(({ system, code }) => {
        if (system !== pattern.system) return false;
        return BY_PREFIX.has(system) ? code.startsWith(prefix) : code === prefix;
      }),
    ),
  );
}

/** `I20-I25` is each of them; ICD-10 is written with and without its dot. */
export function prefixesOf({ system, prefixes }: CodePattern): string[] {
  return prefixes.flatMap((prefix) => {
    const range = system === 'icd-10' ? /^([A-Z])(\d\d)-\1(\d\d)$/.exec(prefix) : null;
    if (range === null) return [BY_PREFIX.has(system) ? plainText(prefix) : prefix];
    const [from, to] = [Number(range[2]), Number(range[3])];
    return Array.from(
      { length: Math.max(0, to - from + 1) },
      (_, index) => `${range[1]}${String(from + index).padStart(2, '0')}`,
    );
  });
}

function plainText(code: string): string {
  return code.replaceAll('.', '').toUpperCase();
}

/** Names as they are compared: width and case make no difference. */
export function plainWords(words: string): string {
  return words.normalize('NFKC').toLowerCase();
}
