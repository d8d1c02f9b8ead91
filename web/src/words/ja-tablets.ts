import type { TabletState } from '@hinomi/contracts';

const states: Record<TabletState, string> = {
  code: '登録待ち',
  expired: 'コード期限切れ',
  'in-use': '利用中',
  away: '2か月以上未使用',
  revoked: '取り消し済み',
};

/** The words about the tablets of shelters. */
export const jaTablets = {
  title: '避難所のタブレット',
  more: 'QRで登録し、なくした端末を取り消します。',
  add: 'タブレットを登録',
  name: '端末の名前（例：体育館 受付）',
  shelters: '担当の避難所',
  find: '避難所を探して加える（名前・よみ・住所）',
  drop: (name: string) => `${name}を外す`,
  drill: '訓練',
  any: '選ばなければ、担当区域のすべての避難所を報告できます。',
  makeCode: 'QRを作る',
  codeTitle: (name: string) => `「${name}」の登録`,
  codeMore:
    '登録する端末のカメラでこのQRを読み取るか、その端末で避難所の報告画面を開いて「登録コードを入れる」にコードを入れます。',
  qrOf: (name: string) => `「${name}」を登録するQRコード`,
  code: '登録コード',
  codeEnds: '有効期限（1回だけ使えます）',
  codeDone: '閉じる',
  enrolled: '登録した人・日時',
  lastSeen: '最後の通信',
  states,
  none: 'まだ登録した端末はありません。',
  waitingUnknown:
    '端末に残っている未送信の報告の数は、ここではわかりません。最後の通信は、端末が送受信するあいだ10分ごとに新しくなります。',
  revoke: '取り消す',
  revokeOf: (name: string) => `「${name}」を取り消す`,
  revokeMore:
    'この端末からはすぐに報告できなくなります。端末にある未送信の報告は消えず、ファイルやQRで渡すか、アカウントでサインインして送れます。',
  notYours: 'あなたの担当ではない避難所が含まれています。',
};

export type TabletWords = typeof jaTablets;
