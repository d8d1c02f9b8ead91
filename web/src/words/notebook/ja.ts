/** The words about reading the codes of a medicine notebook. */
export const ja = {
  camera: 'カメラでQRを読み取る',
  stop: 'カメラを止める',
  photo: '写真からQRを読み取る',
  note: '画像は残さず、送りません。',
  starting: 'カメラを準備しています',
  aim: 'QRを1つずつ、画面いっぱいに写してください。',
  progress: (read: number, total: number) => `QR ${total}つのうち${read}つを読み取りました`,
  whole: (total: number) => `お薬手帳のQRを${total}つすべて読み取りました`,
  said: {
    reading: '読み取っています',
    read: '読み取りました。次のQRを写してください。',
    again: 'このQRは読み取り済みです。次のQRを写してください。',
    'other-notebook': '別のお薬手帳のQRなので、加えていません。別の人の手帳なら、その人の分として読み取ってください。',
    prescription: '処方箋のQRです。お薬手帳のQRを写してください。',
    'no-notebook': 'お薬手帳のQRではありません。',
    'none-found': '写真にQRが見つかりません。明るい所で、QRを大きく写してください。',
    'no-picture': 'この画像は開けません。別の写真を選んでください。',
  },
  cameras: {
    denied: 'カメラを使えません。端末の設定でカメラを許可するか、写真か文字で読み取ってください。',
    'no-camera': 'この端末にカメラがありません。写真か文字で読み取ってください。',
    insecure: 'この画面は https で開いていないので、カメラを使えません。写真か文字で読み取ってください。',
  },
  paste: 'QRの文字（貼り付けるか、読み取り機で入力）',
  takePaste: 'この文字を読み取る',
  notCp932: (text: string) => `お薬手帳の文字コードにない文字があります：${text}`,
  remove: '読み取ったお薬手帳を消す',
  incomplete: (missing: number) => `お薬手帳のQRがあと${missing}つあります。すべて読み取るか、消してください。`,
};

export type NotebookWords = typeof ja;
