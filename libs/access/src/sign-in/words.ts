import type { Role } from '@hinomi/contracts';

/** The languages of the page: Japanese first, English, and plain Japanese. */
export const LANGUAGES = ['ja', 'en', 'easy'] as const;
export type Language = (typeof LANGUAGES)[number];

export function languageOf(asked: string | undefined): Language {
  if (asked?.startsWith('en')) return 'en';
  return asked === 'easy' || asked === 'ja-Hira' ? 'easy' : 'ja';
}

/** Everything the sign-in pages say. */
export interface SignInWords {
  self: string;
  hub: string;
  title: string;
  username: string;
  password: string;
  submit: string;
  change: string;
  find: string;
  wrong: string;
  wait: (seconds: number) => string;
  expired: string;
  back: string;
  demonstration: string;
  demonstrationNote: string;
  roles: Record<Role, string>;
  setupTitle: string;
  setupNote: string;
  setupWrong: string;
  name: string;
  nameMissing: string;
  newPassword: string;
  passwordRule: (shortest: number) => string;
  setupSubmit: string;
  nameRule: string;
  changeTitle: string;
  currentPassword: string;
  changeSubmit: string;
  changed: string;
  signOutTitle: string;
  signOutSubmit: string;
  signedOut: string;
  refused: string;
}

export const WORDS: Readonly<Record<Language, SignInWords>> = {
  ja: {
    self: '日本語',
    hub: '火の見',
    title: 'サインイン',
    username: '利用者名',
    password: 'パスワード',
    submit: 'サインイン',
    change: 'パスワードを変更する',
    find: '避難所をさがす（サインインは要りません）',
    wrong: '利用者名かパスワードが違います。',
    wait: (seconds) => `続けて間違えたため、あと${seconds}秒待ってからもう一度入力してください。`,
    expired: 'このサインインは期限が切れました。最初の画面からやり直してください。',
    back: '最初の画面へ',
    demonstration: 'お試しの利用者',
    demonstrationNote: 'このコンピューターで試すときだけ使えます。パスワードはいりません。',
    roles: {
      admin: '管理者',
      operator: '災害対策本部',
      shelter: '避難所',
      medic: '医療・保健',
      pharmacist: '薬局・薬剤師',
      agency: '関係機関',
      hub: '別のハブ',
      public: '一般',
    },
    setupTitle: '最初の管理者を登録',
    setupNote: '火の見を使う最初の人です。ほかの利用者は、この管理者が後から登録します。',
    setupWrong: 'この登録用の番号は使えません。起動したときの画面に出た住所を開いてください。',
    name: '氏名',
    nameMissing: '氏名を入力してください。',
    newPassword: '新しいパスワード',
    passwordRule: (shortest) => `${shortest}文字以上。利用者名は含められません。`,
    setupSubmit: '登録する',
    nameRule: '半角の英小文字・数字で3文字以上。点・ハイフン・下線も使えます。',
    changeTitle: 'パスワードの変更',
    currentPassword: '今のパスワード',
    changeSubmit: '変更する',
    changed: 'パスワードを変更しました。新しいパスワードでサインインしてください。',
    signOutTitle: 'サインアウトしますか',
    signOutSubmit: 'サインアウトする',
    signedOut: 'サインアウトしました。',
    refused: 'サインインできませんでした。',
  },
  en: {
    self: 'English',
    hub: 'Hinomi',
    title: 'Sign in',
    username: 'User name',
    password: 'Password',
    submit: 'Sign in',
    change: 'Change the password',
    find: 'Find a shelter (no sign-in needed)',
    wrong: 'The user name or the password is wrong.',
    wait: (seconds) => `Too many wrong attempts: wait ${seconds} seconds, then try again.`,
    expired: 'This sign-in has expired. Start again from the first page.',
    back: 'To the first page',
    demonstration: 'Demonstration people',
    demonstrationNote: 'For trying things out on this computer only. No password needed.',
    roles: {
      admin: 'Administrator',
      operator: 'Headquarters',
      shelter: 'Shelter',
      medic: 'Medical and health',
      pharmacist: 'Pharmacy',
      agency: 'Agency',
      hub: 'Another hub',
      public: 'Public',
    },
    setupTitle: 'Make the first administrator',
    setupNote: 'The first person of this hub. This administrator makes the accounts of everybody else.',
    setupWrong: 'This set-up code does not work. Open the address that the hub printed when it started.',
    name: 'Full name',
    nameMissing: 'Write the full name.',
    newPassword: 'New password',
    passwordRule: (shortest) => `At least ${shortest} characters, without the user name in it.`,
    setupSubmit: 'Make the account',
    nameRule: 'At least 3 of a–z and 0–9; dot, hyphen and underscore inside.',
    changeTitle: 'Change the password',
    currentPassword: 'Present password',
    changeSubmit: 'Change it',
    changed: 'The password is changed. Sign in with the new one.',
    signOutTitle: 'Sign out?',
    signOutSubmit: 'Sign out',
    signedOut: 'You are signed out.',
    refused: 'The sign-in did not work.',
  },
  easy: {
    self: 'やさしい日本語',
    hub: 'ひのみ',
    title: 'はいる',
    username: 'あなたの 名前（アルファベット）',
    password: 'パスワード（ひみつの 言葉）',
    submit: 'はいる',
    change: 'パスワードを かえる',
    find: '避難所を さがす（サインインは いりません）',
    wrong: '名前か パスワードが ちがいます。',
    wait: (seconds) => `なんども まちがえました。${seconds}秒 まってから、もう一度 書いてください。`,
    expired: '時間が すぎました。はじめの ページから もう一度 してください。',
    back: 'はじめの ページへ',
    demonstration: 'ためす人',
    demonstrationNote: 'この コンピューターで ためす ときだけ 使えます。パスワードは いりません。',
    roles: {
      admin: 'ぜんぶを 決める人',
      operator: '災害の 本部の人',
      shelter: '避難所の人',
      medic: '病院・健康の人',
      pharmacist: '薬の人',
      agency: 'ほかの 役所の人',
      hub: 'ほかの ハブ',
      public: 'みんな',
    },
    setupTitle: 'はじめの 人を 決める',
    setupNote: 'この人が、ほかの人を 入れます。',
    setupWrong: 'この 番号は 使えません。はじめに 出た ページを 開いてください。',
    name: '名前',
    nameMissing: '名前を 書いてください。',
    newPassword: '新しい パスワード',
    passwordRule: (shortest) => `${shortest}文字より 長く してください。名前は 入れないで ください。`,
    setupSubmit: '決める',
    nameRule: '小さい アルファベットと 数字。3文字より 長く。',
    changeTitle: 'パスワードを かえる',
    currentPassword: '今の パスワード',
    changeSubmit: 'かえる',
    changed: 'パスワードを かえました。新しい パスワードで はいってください。',
    signOutTitle: '出ますか',
    signOutSubmit: '出る',
    signedOut: '出ました。',
    refused: 'はいることが できませんでした。',
  },
};
