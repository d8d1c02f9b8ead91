/** A person of whom every word can be told from anything else in the world. */
export interface MarkedPerson {
  family: string;
  given: string;
  kana: string;
  address: string;
  /** A whole day, `1913-07-19`. */
  birthDate: string;
  identifier: string;
  phone: string;
}

/** Characters that nothing of the hub is written with; all of them exist in CP932. */
const RARE = [...'鬱鷲麒麟鳳凰薔薇檸檬蒟蒻蜻蛉蟋蟀鶺鴒鸚鵡鱶鰯鰊鱧鯰鮫鮪魴'];
const KANA = [...'ヌネノヘホムメモユヨルレロワ'];
const HALF_WIDTH = [...'ﾇﾈﾉﾍﾎﾑﾒﾓﾕﾖﾙﾚﾛﾜ'];

/** Another person for every seed. Names are long enough that chance does not write them into what is encrypted or zipped. */
export function markedPerson(seed: number): MarkedPerson {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const some = (from: readonly string[], count: number): string =>
    Array.from({ length: count }, () => from[next(from.length)]!).join('');
  const digits = (count: number): string => Array.from({ length: count }, () => String(next(10))).join('');
  return {
    family: some(RARE, 4),
    given: some(RARE, 4),
    kana: some(KANA, 8),
    address: `${some(RARE, 4)}町${1 + next(9)}-${1 + next(90)}`,
    birthDate: `19${String(1 + next(18)).padStart(2, '0')}-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`,
    identifier: `9${digits(13)}`,
    phone: `0${digits(11)}`,
  };
}

/** What must be nowhere: the words as they were given, and as programs like to write them. */
export function wordsOf(person: MarkedPerson): string[] {
  const { kana, birthDate, identifier, phone } = person;
  return [
    ...Object.values(person),
    birthDate.replaceAll('-', ''),
    [...kana].map((char) => HALF_WIDTH[KANA.indexOf(char)] ?? char).join(''),
    [...kana].map((char) => String.fromCharCode(char.charCodeAt(0) - 0x60)).join(''),
    ...[birthDate, identifier, phone].map(wide),
  ];
}

function wide(text: string): string {
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).replaceAll('-', '－');
}
