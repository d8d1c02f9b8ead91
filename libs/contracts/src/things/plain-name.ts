/** Old, variant and typographic forms of characters that names of places are written with, and the common form. */
const COMMON: Readonly<Record<string, string>> = {
  澤: '沢',
  邊: '辺',
  邉: '辺',
  齋: '斎',
  齊: '斉',
  廣: '広',
  國: '国',
  學: '学',
  髙: '高',
  﨑: '崎',
  濵: '浜',
  濱: '浜',
  櫻: '桜',
  龍: '竜',
  瀧: '滝',
  嶋: '島',
  舘: '館',
  會: '会',
  體: '体',
  圓: '円',
  德: '徳',
  惠: '恵',
  榮: '栄',
  條: '条',
  靜: '静',
  藪: '薮',
  槇: '槙',
  冨: '富',
  檜: '桧',
  ヶ: 'ケ',
  ヵ: 'カ',
  之: 'ノ',
};

/** Who runs a place is often told by one source and left out by another: 名古屋市立, 町立, 公立. */
const RUN_BY = /^\p{L}{0,8}?[国公私都道府県市区町村]立/u;
/** Remarks beside the name. */
const REMARKS = /[(（〔［【].*?[)）〕］】]/g;
const SEPARATORS = /[\s・･,.、。'’\-‐‑–—―−ー_/]/g;

/** A text as people look for it: width, case, old characters, kind of kana and separators make no difference. */
export function searchText(written: string): string {
  const common = [...written.normalize('NFKC').toLowerCase()].map((letter) => COMMON[letter] ?? letter).join('');
  return asHiragana(common).replace(SEPARATORS, '');
}

/** A name as it is compared with others: width, case, old characters, remarks and who runs the place make no difference. */
export function plainName(written: string): string {
  const wide = written.normalize('NFKC').toLowerCase();
  const common = [...wide].map((letter) => COMMON[letter] ?? letter).join('');
  return common.replace(REMARKS, '').replace(RUN_BY, '').replace(SEPARATORS, '');
}

/** A reading as it is compared: hiragana, without separators. Null for none. */
export function plainKana(written: string | null): string | null {
  if (written === null) return null;
  const kana = asHiragana(written.normalize('NFKC')).replace(SEPARATORS, '');
  return kana === '' ? null : kana;
}

function asHiragana(text: string): string {
  return text.replace(/[\u30a1-\u30f6]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
}
