import { romanise, romaniseMunicipality } from './romanise.mjs';

/**
 * English names for JMA's areas, made from name and reading by the rules its English pages follow: direction first,
 * region, then the prefecture. What the rules cannot know (joined names, official exceptions) is listed.
 */
const LISTED = {
  東京都２３区: '23 Wards of Tokyo',
  東京地方: 'Tokyo Region',
  '２３区西部': 'Western 23 Wards',
  '２３区東部': 'Eastern 23 Wards',
  北海道奥尻島: 'Okushiri Island, Hokkaido',
  北海道利尻礼文: 'Rishiri and Rebun, Hokkaido',
  伊豆大島: 'Izu Oshima',
  小笠原: 'Ogasawara',
  オホーツク海沿岸: 'Coast of the Sea of Okhotsk',
  '千葉県九十九里・外房': 'Kujukuri and Sotobo, Chiba',
  千葉県内房: 'Uchibo, Chiba',
  東京湾内湾: 'Inner Tokyo Bay',
  新潟県上中下越: 'Joetsu, Chuetsu and Kaetsu, Niigata',
  愛知県外海: 'Pacific Coast of Aichi',
  兵庫県瀬戸内海沿岸: 'Seto Inland Sea Coast of Hyogo',
  淡路島南部: 'Southern Awaji Island',
  長崎県西方: 'Western Nagasaki',
  '有明・八代海': 'Ariake and Yatsushiro Seas',
  熊本県天草灘沿岸: 'Amakusa-nada Coast of Kumamoto',
  大分県豊後水道沿岸: 'Bungo Channel Coast of Oita',
  愛媛県宇和海沿岸: 'Uwa Sea Coast of Ehime',
  '奄美群島・トカラ列島': 'Amami and Tokara Islands',
  沖縄本島地方: 'Okinawa Main Island',
  福島県中通り: 'Nakadori, Fukushima',
  福島県浜通り: 'Hamadori, Fukushima',
  沖縄県本島北部: 'Northern Okinawa Main Island',
  沖縄県本島中南部: 'South-central Okinawa Main Island',
  本島北部: 'Northern Main Island',
  本島中南部: 'South-central Main Island',
  富士五湖: 'Fuji Five Lakes',
  富士山南東: 'South-east of Mt. Fuji',
  富士山南西: 'South-west of Mt. Fuji',
  羊蹄山麓: 'Foot of Mt. Yotei',
  県央: 'Central Prefecture',
  県央部: 'Central Prefecture',
  県央地域: 'Central Prefecture',
  県北地域: 'Northern Prefecture',
  県南地域: 'Southern Prefecture',
  県西地域: 'Western Prefecture',
  大北地域: 'Daihoku Area',
  鹿児島県十島村: 'Toshima-mura, Kagoshima',
  '鹿児島県（奄美地方除く）': 'Kagoshima except Amami',
  大阪市: 'Osaka',
  五島: 'Goto Islands',
  上五島: 'Northern Goto Islands',
  下五島: 'Southern Goto Islands',
  嶺南東部: 'Eastern Reinan',
  嶺南西部: 'Western Reinan',
  嶺北南部: 'Southern Reihoku',
  十日町地域: 'Tokamachi Area',
  大村地区: 'Omura Area',
  曽於: 'Soo',
  檜山奥尻島: 'Okushiri Island',
  仙台市青葉区: 'Sendai Aoba-ku',
  仙台市太白区: 'Sendai Taihaku-ku',
  静岡市葵区: 'Shizuoka Aoi-ku',
  天売焼尻: 'Teuri and Yagishiri',
};

/** Names joined by ・, whose reading has no mark: the readings of the parts. */
const JOINED = `利尻・礼文 りしり れぶん
上川・留萌地方 かみかわ るもいちほう
網走・北見・紋別地方 あばしり きたみ もんべつちほう
釧路・根室・十勝地方 くしろ ねむろ とかちちほう
釧路・根室地方 くしろ ねむろちほう
胆振・日高地方 いぶり ひだかちほう
石狩・空知・後志地方 いしかり そらち しりべしちほう
石狩・空知地方 いしかり そらちちほう
渡島・檜山地方 おしま ひやまちほう
津軽・下北 つがる しもきた
下北・三八上北 しもきた さんぱちかみきた
登米・東部栗原 とめ とうぶくりはら
中通り・浜通り なかどおり はまどおり
前橋・桐生地域 まえばし きりゅうちいき
伊勢崎・太田地域 いせさき おおたちいき
高崎・藤岡地域 たかさき ふじおかちいき
利根・沼田地域 とね ぬまたちいき
香取・海匝 かとり かいそう
山武・長生 さんぶ ちょうせい
夷隅・安房 いすみ あわ
横浜・川崎 よこはま かわさき
東部・富士五湖 とうぶ ふじごこ
中部・南部 ちゅうぶ なんぶ
岐阜・西濃 ぎふ せいのう
紀勢・東紀州 きせい ひがしきしゅう
京都・亀岡 きょうと かめおか
南丹・京丹波 なんたん きょうたんば
舞鶴・綾部 まいづる あやべ
五條・北部吉野 ごじょう ほくぶよしの
田辺・西牟婁 たなべ にしむろ
新宮・東牟婁 しんぐう ひがしむろ
広島・呉 ひろしま くれ
福山・尾三 ふくやま びさん
東広島・竹原 ひがしひろしま たけはら
宇部・山陽小野田 うべ さんようおのだ
山口・防府 やまぐち ほうふ
周南・下松 しゅうなん くだまつ
柳井・光 やない ひかり
萩・美祢 はぎ みね
徳島・鳴門 とくしま なると
美馬北部・阿北 みまほくぶ あほく
美馬南部・神山 みまなんぶ かみやま
那賀・勝浦 なか かつうら
北九州・遠賀地区 きたきゅうしゅう おんがちく
諫早・大村地区 いさはや おおむらちく
平戸・松浦地区 ひらど まつうらちく
佐世保・東彼地区 させぼ とうひちく
壱岐・対馬 いき つしま
南部・北部・五島 なんぶ ほくぶ ごとう
天草・芦北地方 あまくさ あしきたちほう
天草・芦北 あまくさ あしきた
日南・串間地区 にちなん くしまちく
延岡・日向地区 のべおか ひゅうがちく
西都・高鍋地区 さいと たかなべちく
小林・えびの地区 こばやし えびのちく
椎葉・美郷地区 しいば みさとちく
鹿児島・日置 かごしま ひおき
出水・伊佐 いずみ いさ
川薩・姶良 せんさつ あいら
指宿・川辺 いぶすき かわなべ
種子島・屋久島地方 たねがしま やくしまちほう
慶良間・粟国諸島 けらま あぐにしょとう
伊是名・伊平屋 いぜな いへや
恩納・金武地区 おんな きんちく
伊勢・三河湾 いせ みかわわん
出雲・石見 いずも いわみ
相模湾・三浦半島 さがみわん みうらはんとう
宮古島・八重山地方 みやこじま やえやまちほう`
  .split('\n')
  .reduce((table, row) => {
    const [name, ...readings] = row.split(' ');
    return table.set(name, readings);
  }, new Map());

const DIRECTIONS = [
  ['中・西部', 'ちゅうせいぶ', 'Central and Western'],
  ['中北部', 'ちゅうほくぶ', 'North-central'],
  ['中南部', 'ちゅうなんぶ', 'South-central'],
  ['中東部', 'ちゅうとうぶ', 'East-central'],
  ['中西部', 'ちゅうせいぶ', 'West-central'],
  ['北中部', 'ほくちゅうぶ', 'North-central'],
  ['南中部', 'なんちゅうぶ', 'South-central'],
  ['北東部', 'ほくとうぶ', 'Northeastern'],
  ['北西部', 'ほくせいぶ', 'Northwestern'],
  ['南東部', 'なんとうぶ', 'Southeastern'],
  ['南西部', 'なんせいぶ', 'Southwestern'],
  ['北部', 'ほくぶ', 'Northern'],
  ['南部', 'なんぶ', 'Southern'],
  ['東部', 'とうぶ', 'Eastern'],
  ['西部', 'せいぶ', 'Western'],
  ['中部', 'ちゅうぶ', 'Central'],
];
/** 東部南: the part of a direction's part. */
const SIDES = [
  ['北', 'きた', 'North'],
  ['南', 'みなみ', 'South'],
];
const KINDS = [
  ['太平洋沿岸', 'たいへいようえんがん', 'Pacific Coast of'],
  ['日本海沿岸', 'にほんかいえんがん', 'Sea of Japan Coast of'],
  ['瀬戸内海沿岸', 'せとないかいえんがん', 'Seto Inland Sea Coast of'],
];
const WORDS = [
  ['平野部', 'へいやぶ', 'Plains'],
  ['山沿い', 'やまぞい', 'Mountains'],
  ['半島', 'はんとう', 'Peninsula'],
  ['諸島', 'しょとう', 'Islands'],
  ['地方', 'ちほう', 'Region'],
  ['地域', 'ちいき', 'Area'],
  ['地区', 'ちく', 'Area'],
  ['沿岸', 'えんがん', 'Coast'],
  ['内陸', 'ないりく', 'Inland'],
  ['島', 'とう', 'Island'],
  ['湾', 'わん', 'Bay'],
];

const endsWith = (name, kana, [kanji, reading]) => name.endsWith(kanji) && kana.endsWith(reading);
const without = (name, kana, [kanji, reading]) => [
  name.slice(0, name.length - kanji.length),
  kana.slice(0, kana.length - reading.length),
];

/** `prefectures`: rows of name, reading, English name. */
export function englishName(name, kana, prefectures) {
  if (LISTED[name]) return LISTED[name];
  const whole = prefectures.find(([own]) => own === name);
  if (whole) return whole[2];
  const within = prefectures.find(([own, reading]) => name.startsWith(own) && kana.startsWith(reading));
  if (within) return inPrefecture(name.slice(within[0].length), kana.slice(within[1].length), within[2]);
  return placeName(name, kana);
}

function inPrefecture(name, kana, prefecture) {
  const coast = KINDS.find((kind) => name.startsWith(kind[0]) && kana.startsWith(kind[1]));
  if (coast) {
    const side = placeName(name.slice(coast[0].length), kana.slice(coast[1].length));
    return `${side ? `${side} ` : ''}${coast[2]} ${prefecture}`;
  }
  const direction = DIRECTIONS.find(([kanji]) => kanji === name);
  if (direction) return `${direction[2]} ${prefecture}`;
  return `${placeName(name, kana)}, ${prefecture}`;
}

function placeName(name, kana) {
  if (name === '') return '';
  if (LISTED[name]) return LISTED[name];
  const parts = JOINED.get(name);
  if (parts) {
    const names = name.split('・');
    const english = names.map((part, index) => placeName(part, parts[index]));
    return `${english.slice(0, -1).join(', ')} and ${english.at(-1)}`;
  }
  const side = SIDES.find((row) => /部.$/.test(name) && endsWith(name, kana, row));
  if (side) return `${placeName(...without(name, kana, side))} ${side[2]}`;
  const direction = DIRECTIONS.find((row) => endsWith(name, kana, row));
  if (direction) {
    const rest = placeName(...without(name, kana, direction));
    return rest === '' ? direction[2] : `${direction[2]} ${rest}`;
  }
  const leading = DIRECTIONS.find(([kanji, reading]) => name.startsWith(kanji) && kana.startsWith(reading));
  if (leading) return `${leading[2]} ${placeName(name.slice(leading[0].length), kana.slice(leading[1].length))}`;
  const word = WORDS.find((row) => endsWith(name, kana, row));
  if (word) return `${placeName(...without(name, kana, word))} ${word[2]}`.trim();
  return /[市町村]$/.test(name) ? romaniseMunicipality(name, kana) : romanise(kana);
}

/** 札幌市中央区 → Sapporo Chuo-ku; 仙台市東部 → Eastern Sendai: `whole` is the row of the city it is a part of. */
export function partName(name, kana, whole) {
  // Intensity reports leave the 市 of a ward's city out.
  const stem = [name.startsWith(whole.name) ? whole.name : whole.name.replace(/市$/, '')];
  stem.push(stem[0] === whole.name ? whole.kana : whole.kana.replace(/し$/, ''));
  if (!name.startsWith(stem[0]) || !kana.startsWith(stem[1])) return placeName(name, kana);
  const [rest, reading] = [name.slice(stem[0].length), kana.slice(stem[1].length)];
  const direction = DIRECTIONS.find((row) => endsWith(rest, reading, row));
  if (direction) return `${direction[2]} ${partName(...without(name, kana, direction), whole)}`;
  return rest === '' ? whole.en : `${whole.en} ${romaniseMunicipality(rest, reading)}`;
}
