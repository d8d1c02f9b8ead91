import type { Language } from '../languages.js';

/** The words for photos, in the tablet room and in the console. */
const ja = {
  title: (most: number) => `写真（${most}枚まで）`,
  of: '避難所の写真',
  note: '顔、名札、名簿が写らないようにしてください。写真は、対応に当たる人だけに見えます。',
  add: '写真を撮る・選ぶ',
  working: '写真を小さくしています',
  unreadable: 'この写真は読めませんでした。別の写真を選んでください。',
  photo: (number: number) => `写真${number}`,
  remove: (number: number) => `写真${number}を消す`,
  removeThis: 'この写真を消す',
  sure: '消すと、元に戻せません。もう一度押すと消します。',
  close: '閉じる',
  only: '写真だけでも送れます',
  by: (name: string, time: string) => `${name}・${time}`,
  states: { kept: '写真は未送信', received: '写真は受信済み', refused: '写真は受け取られませんでした' },
  gone: '写真を表示できません',
};
type PhotoWords = typeof ja;

const en: PhotoWords = {
  title: (most) => `Photos (up to ${most})`,
  of: 'Photos of the shelter',
  note: 'Show no faces, name tags or lists of names. Only responders see the photos.',
  add: 'Take or choose a photo',
  working: 'Making the photo smaller',
  unreadable: 'This photo could not be read. Choose another one.',
  photo: (number) => `Photo ${number}`,
  remove: (number) => `Remove photo ${number}`,
  removeThis: 'Remove this photo',
  sure: 'It cannot be brought back. Press again to remove it.',
  close: 'Close',
  only: 'Photos alone can be sent too',
  by: (name, time) => `${name}, ${time}`,
  states: { kept: 'photos not sent yet', received: 'photos received', refused: 'photos not taken' },
  gone: 'The photo cannot be shown',
};

const easy: PhotoWords = {
  title: (most) => `{写真|しゃしん}（${most}{枚|まい}まで）`,
  of: '{避難所|ひなんじょ}の {写真|しゃしん}',
  note: '{人|ひと}の {顔|かお}や {名前|なまえ}が {見|み}えないように してください。{助|たす}ける {人|ひと}だけが {見|み}ます。',
  add: '{写真|しゃしん}を とる・えらぶ',
  working: '{写真|しゃしん}を {小|ちい}さくしています',
  unreadable: 'この{写真|しゃしん}は {読|よ}めません。ほかの {写真|しゃしん}を えらんでください。',
  photo: (number) => `{写真|しゃしん}${number}`,
  remove: (number) => `{写真|しゃしん}${number}を {消|け}す`,
  removeThis: 'この{写真|しゃしん}を {消|け}す',
  sure: '{消|け}すと もどせません。もう{一度|いちど} {押|お}すと {消|き}えます。',
  close: '{閉|と}じる',
  only: '{写真|しゃしん}だけでも {送|おく}れます',
  by: (name, time) => `${name}・${time}`,
  states: {
    kept: '{写真|しゃしん}は まだ {送|おく}っていません',
    received: '{写真|しゃしん}は {届|とど}きました',
    refused: '{写真|しゃしん}は {受|う}け{取|と}られませんでした',
  },
  gone: '{写真|しゃしん}を {見|み}せられません',
};

const CATALOGUES: Record<Language, PhotoWords> = { ja, en, easy };

export function photoWords(language: Language): PhotoWords {
  return CATALOGUES[language];
}
