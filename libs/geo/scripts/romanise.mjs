/** Hiragana → Hepburn without long-vowel marks, as on road signs: ちゅうおう → Chuo. */
const DIGRAPHS = {
  きゃ: 'kya',
  きゅ: 'kyu',
  きょ: 'kyo',
  ぎゃ: 'gya',
  ぎゅ: 'gyu',
  ぎょ: 'gyo',
  しゃ: 'sha',
  しゅ: 'shu',
  しょ: 'sho',
  じゃ: 'ja',
  じゅ: 'ju',
  じょ: 'jo',
  ぢゃ: 'ja',
  ぢゅ: 'ju',
  ぢょ: 'jo',
  ちゃ: 'cha',
  ちゅ: 'chu',
  ちょ: 'cho',
  にゃ: 'nya',
  にゅ: 'nyu',
  にょ: 'nyo',
  ひゃ: 'hya',
  ひゅ: 'hyu',
  ひょ: 'hyo',
  びゃ: 'bya',
  びゅ: 'byu',
  びょ: 'byo',
  ぴゃ: 'pya',
  ぴゅ: 'pyu',
  ぴょ: 'pyo',
  みゃ: 'mya',
  みゅ: 'myu',
  みょ: 'myo',
  りゃ: 'rya',
  りゅ: 'ryu',
  りょ: 'ryo',
};
const ROWS = {
  '': 'あいうえお',
  k: 'かきくけこ',
  g: 'がぎぐげご',
  s: 'さ すせそ',
  z: 'ざ ずぜぞ',
  t: 'た  てと',
  d: 'だ  でど',
  n: 'なにぬねの',
  h: 'はひ へほ',
  b: 'ばびぶべぼ',
  p: 'ぱぴぷぺぽ',
  m: 'まみむめも',
  r: 'らりるれろ',
};
const SINGLES = {
  し: 'shi',
  じ: 'ji',
  ち: 'chi',
  ぢ: 'ji',
  つ: 'tsu',
  づ: 'zu',
  ふ: 'fu',
  や: 'ya',
  ゆ: 'yu',
  よ: 'yo',
  わ: 'wa',
  を: 'o',
  ん: 'n',
};
for (const [consonant, row] of Object.entries(ROWS))
  [...row].forEach((kana, vowel) => kana !== ' ' && (SINGLES[kana] = consonant + 'aiueo'[vowel]));

export function romanise(kana) {
  const text = kana.replace(/[ァ-ヶ]/g, (k) => String.fromCharCode(k.charCodeAt(0) - 0x60));
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const pair = DIGRAPHS[text.slice(i, i + 2)];
    if (text[i] === 'っ') {
      const next = DIGRAPHS[text.slice(i + 1, i + 3)] ?? SINGLES[text[i + 1]] ?? '';
      out += next.startsWith('ch') ? 't' : (next[0] ?? '');
    } else if (pair) {
      out += pair;
      i++;
    } else if (text[i] === 'ー') continue;
    else out += SINGLES[text[i]] ?? '';
  }
  // せとうち and つう (Matsuura, Katsuura) are two words that meet, not long vowels.
  out = out.replace('setouchi', 'setoUchi').replaceAll('tsuu', 'tsuU');
  out = out.replace(/o[uo]/g, 'o').replace(/uu/g, 'u');
  out = out.replace(/n(?=[bmp])/g, 'm').toLowerCase();
  return out.charAt(0).toUpperCase() + out.slice(1);
}

const KINDS = [
  ['市', ['し'], ''],
  ['区', ['く'], '-ku'],
  ['町', ['ちょう', 'まち'], null],
  ['村', ['むら', 'そん'], null],
];

/** 高根沢町, たかねざわまち → Takanezawa-machi; a city loses its 市. */
export function romaniseMunicipality(name, kana) {
  for (const [kanji, readings, suffix] of KINDS) {
    const reading = name.endsWith(kanji) && readings.find((r) => kana.endsWith(r));
    if (reading) return romanise(kana.slice(0, -reading.length)) + (suffix ?? `-${romanise(reading).toLowerCase()}`);
  }
  return romanise(kana);
}
