import type { HealthCode } from '@hinomi/contracts';

/**
 * What nobody at a shelter needs to know, and what would do harm if it became known: infections that pass by blood or sex, what
 * was done to somebody, ended pregnancies. It is not kept, whatever else a document says. Prefixes; ICD-10 from the public list of the WHO,
 * SNOMED CT from memory (unconfirmed).
 */
const DROPPED: Readonly<Record<string, readonly string[]>> = {
  'icd-10': [
    'A50', 'A51', 'A52', 'A53', 'A54', 'A55', 'A56', 'A57', 'A58', 'A59', 'A60', 'A63', 'A64', 'B15', 'B16', 'B17', 'B18', 'B19',
    'B20', 'B21', 'B22', 'B23', 'B24', 'B97.7', 'F52', 'F64', 'F65', 'F66', 'O00', 'O01', 'O02', 'O03', 'O04', 'O05', 'O06', 'O07', 'O08', 'O98',
    'R75', 'T74', 'X85', 'Y04', 'Y05', 'Y06', 'Y07', 'Z20.2', 'Z20.5', 'Z20.6', 'Z21', 'Z22.4', 'Z22.5', 'Z71.7', 'Z72.5',
  ],
  snomed: ['86406008', '66071002', '50711007', '76272004', '61977001', '128302006', '235871004', '186747009', '165816005'],
}; // prettier-ignore

/** The same by name, for records without such codes. */
const WORDS =
  /HIV|ヒト免疫不全|エイズ|AIDS\b|後天性免疫不全|B型肝炎|Ｂ型肝炎|C型肝炎|Ｃ型肝炎|HBV|HCV|hepatitis [BC]\b|梅毒|syphilis|淋菌|淋病|gonorrh|クラミジア|chlamydia|性感染|性病|中絶|流産|abortion|miscarriage|虐待|暴行|abuse|assault/i;

/** Whether a condition or procedure may be kept. */
export function isNeededAtAll(codes: readonly HealthCode[], name: string | null): boolean {
  if (name !== null && WORDS.test(name)) return false;
  return !codes.some(({ system, code }) => {
    const dropped = Object.hasOwn(DROPPED, system) ? DROPPED[system] : undefined;
    const exact = system === 'snomed';
    return dropped?.some((prefix) => (exact ? code === prefix : dotless(code).startsWith(dotless(prefix)))) ?? false;
  });
}

/** Records write ICD-10 with and without its dot. */
function dotless(code: string): string {
  return code.replace('.', '').toUpperCase();
}
