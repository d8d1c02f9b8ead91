import {
  spreadsheetCsv,
  standingVersion,
  type LogAutoKind,
  type LogEntry,
  type LogStatus,
  type LogVersion,
} from '@hinomi/contracts';

const STATUS: Readonly<Record<LogStatus, string>> = { note: '記録', open: '未対応', doing: '対応中', done: '完了' };
const KIND: Readonly<Record<LogAutoKind, string>> = {
  alert: '自動：警報等',
  earthquake: '自動：地震',
  tsunami: '自動：津波',
  shelter: '自動：避難所',
  decision: '自動：判断',
};

const COLUMNS = [
  '番号',
  '日時',
  '発信元',
  '宛先',
  '内容',
  '状況',
  '担当',
  '場所',
  '緯度',
  '経度',
  '種別',
  '記入者',
  '記入日時',
  '版',
  '扱い',
  '添付',
] as const;

/**
 * The log book as Excel opens it by a double click: one row an entry, or one a version, numbered in the order given. Times are Japanese
 * time.
 */
export function writeCsv(entries: readonly LogEntry[], { everyVersion }: { everyVersion: boolean }): string {
  const rows = entries.flatMap((entry, index) => {
    const shown = everyVersion ? entry.versions : [standingVersion(entry)];
    return shown.map((version) => rowOf(entry, version, index + 1));
  });
  return spreadsheetCsv([COLUMNS, ...rows]);
}

function rowOf(entry: LogEntry, version: LogVersion, number: number): (string | number)[] {
  const { text, by, writtenAt, writeId } = version;
  const [lng, lat] = text.place?.lngLat ?? ['', ''];
  const nth = entry.count - entry.versions.length + entry.versions.indexOf(version) + 1;
  const is = writeId === entry.standing ? '現行' : entry.beside.includes(writeId) ? '競合' : '旧版';
  return [
    ...[number, japaneseTime(text.at), text.from, text.to, text.content, STATUS[text.status], text.handler],
    ...[text.place?.name ?? '', lat, lng, entry.auto === null ? '手入力' : KIND[entry.auto.kind]],
    ...[by.name, japaneseTime(writtenAt), `${nth}/${entry.count}`, is],
    (text.attachments ?? []).map(({ name }) => name).join('、'),
  ];
}

const timeFormat = new Intl.DateTimeFormat('sv-SE', {
  ...{ timeZone: 'Asia/Tokyo', year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
});

/** `2024/01/01 16:10:09`: what Excel reads as a date. */
function japaneseTime(instant: string): string {
  return timeFormat.format(Date.parse(instant)).replaceAll('-', '/');
}
