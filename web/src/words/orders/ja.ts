import type { OrderLevel, OrderStepKind } from '@hinomi/contracts';

/** The words of 避難情報, which a municipality orders; the names and colours of levels are official since May 2021. */
export const jaOrders = {
  title: '避難情報（市区町村）',
  open: '避難情報を出す',
  none: '発令中の避難情報はありません。',
  note: '市区町村が出す避難情報です。気象庁などの「レベル◯相当」とは別のものです。',
  level: { 3: '警戒レベル３ 高齢者等避難', 4: '警戒レベル４ 避難指示', 5: '警戒レベル５ 緊急安全確保' } as Record<
    OrderLevel,
    string
  >,
  action: {
    3: '危険な場所から高齢者等は避難',
    4: '危険な場所から全員避難',
    5: '命の危険 直ちに安全確保',
  } as Record<OrderLevel, string>,
  step: { issue: '発令', change: '変更', correct: '訂正', lift: '解除', withdraw: '誤発令の取消' } as Record<
    OrderStepKind,
    string
  >,
  field: {
    level: 'レベル',
    prefecture: '都道府県',
    municipality: '市区町村',
    districts: '対象の地区（空欄は全域）',
    area: '地図の範囲（描かなければ市区町村の全域）',
    reason: '理由（公開されます）',
    issuedAt: '発令の時刻（空欄は今）',
    households: '対象の世帯数',
    persons: '対象の人数',
  },
  districts: '対象の地区',
  reason: '理由',
  whole: '全域',
  drawn: '地図に描いた範囲',
  choose: '選んでください',
  review: '内容を確かめる',
  missing: {
    level: 'レベルを選んでください。',
    municipality: '市区町村を選んでください。',
    reason: '理由を書いてください。',
    issuedAt: '時刻を読めません。未来の時刻は使えません。',
    count: '数は0以上の整数で書いてください。',
  },
  confirm: (place: string, what: string) => `${place}に「${what}」。よろしいですか。`,
  doIt: (step: string, place: string, level: string) => `${place}：${level}を${step}する`,
  backToForm: '入力に戻る',
  sending: '送っています…',
  failed: (why: string) => `登録できませんでした。内容はそのままです。もう一度押してください。（${why}）`,
  overtaken: 'ほかの人が先に変えました。閉じて、今の内容を見てからやり直してください。',
  done: (step: string) => `${step}を登録しました。`,
  again: '続けて別の避難情報を出す',
  steps: '経過（だれが・いつ）',
  by: (name: string) => `入力 ${name}`,
  recorded: (time: string) => `記録 ${time}`,
  noDrill: '訓練が始まっていません。',
  ended: '終わった避難情報',
  households: (count: string) => `${count}世帯`,
  persons: (count: string) => `${count}人`,
  restore: '訂正して発令中に戻す',
  lead: (municipality: string, step: string) => `${municipality}の避難情報：${step}`,
};
export type OrderWords = typeof jaOrders;
