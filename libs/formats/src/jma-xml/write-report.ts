import { instantFromMillis, millisOf, type Instant } from '@hinomi/contracts';
import { el, textEl, type Xml } from '../xml/write-xml.js';

export type TelegramStatus = '通常' | '訓練' | '試験';

/** What every telegram says about itself, whatever it reports. */
export interface TelegramEnvelope {
  status: TelegramStatus;
  /** `Head/EventID`; empty for warnings. */
  eventId: string;
  /** `Head/Serial`; null where the family has none. */
  serial: number | null;
  /** `Head/ReportDateTime`, written to the minute as JMA does. */
  reportedAt: Instant;
  /** `Control/DateTime`, to the second. */
  sentAt: Instant;
  /** `Head/ValidDateTime`. */
  validTo?: Instant | null;
  /** Who edits and publishes; 気象庁本庁 / 気象庁 when absent. */
  office?: { editorial: string; publishing: string };
  /** Leads the headline, beside 訓練's own line. */
  headline: string;
}

export interface ReportFrame {
  controlTitle: string;
  headTitle: string;
  infoType: '発表' | '取消';
  infoKind: string;
  infoKindVersion: string;
  /** `Headline/Information` blocks. */
  information: readonly Xml[];
  body: 'seismology1' | 'meteorology1';
  content: readonly (Xml | null)[];
}

const NS = 'http://xml.kishou.go.jp/jmaxml1/';
const JST_MS = 9 * 3_600_000;
const encoder = new TextEncoder();

/** What JMA's own training telegrams begin their headline with. */
export const TRAINING_LINE = '＊＊＊これは訓練です＊＊＊';

/** `2024-01-01T16:10:00+09:00`; telegrams are written to the minute unless told otherwise. */
export function jst(instant: Instant, to: 'minute' | 'second' = 'minute'): string {
  const local = instantFromMillis(millisOf(instant) + JST_MS);
  return to === 'minute' ? `${local.slice(0, 16)}:00+09:00` : `${local.slice(0, 19)}+09:00`;
}

/** `EventID` of an earthquake: its time of detection in Japan, `YYYYMMDDhhmmss`. */
export function eventIdOf(origin: Instant): string {
  return jst(origin, 'second').slice(0, 19).replace(/\D/g, '');
}

/** Japanese texts of JMA write digits, points and letters full-width. */
export function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
}

/** Puts the frame around a body: a whole telegram, as bytes. */
export function writeReport(envelope: TelegramEnvelope, frame: ReportFrame): Uint8Array {
  const { status, office } = envelope;
  const headline = status === '通常' ? envelope.headline : `${TRAINING_LINE}\n${envelope.headline}`;
  const control = el('Control', [
    textEl('Title', frame.controlTitle),
    textEl('DateTime', `${envelope.sentAt.slice(0, 19)}Z`),
    textEl('Status', status),
    textEl('EditorialOffice', office?.editorial ?? '気象庁本庁'),
    textEl('PublishingOffice', office?.publishing ?? '気象庁'),
  ]);
  const head = el(
    'Head',
    [
      textEl('Title', frame.headTitle),
      textEl('ReportDateTime', jst(envelope.reportedAt)),
      textEl('TargetDateTime', jst(envelope.reportedAt)),
      envelope.validTo ? textEl('ValidDateTime', jst(envelope.validTo)) : null,
      textEl('EventID', envelope.eventId),
      textEl('InfoType', frame.infoType),
      textEl('Serial', envelope.serial === null ? '' : String(envelope.serial)),
      textEl('InfoKind', frame.infoKind),
      textEl('InfoKindVersion', frame.infoKindVersion),
      el('Headline', [textEl('Text', headline), ...frame.information]),
    ],
    { xmlns: `${NS}informationBasis1/` },
  );
  const body = el('Body', frame.content, {
    xmlns: `${NS}body/${frame.body}/`,
    'xmlns:jmx_eb': `${NS}elementBasis1/`,
  });
  const report = el('Report', [control, head, body], { xmlns: NS, 'xmlns:jmx': NS });
  return encoder.encode(`<?xml version="1.0" encoding="UTF-8"?>\n${report}\n`);
}

/** A 取消 of an earlier telegram of the same family and event: nothing but the words. */
export function writeCancellation(
  envelope: TelegramEnvelope,
  frame: Pick<ReportFrame, 'controlTitle' | 'headTitle' | 'infoKind' | 'infoKindVersion' | 'body'>,
): Uint8Array {
  const content = [textEl('Text', `先ほどの、${frame.headTitle}を取り消します。`)];
  return writeReport(envelope, { ...frame, infoType: '取消', information: [], content });
}

/** `<CodeDefine>`: which code table each path uses. */
export function codeDefine(...types: readonly (readonly [xpath: string, table: string])[]): Xml {
  return el(
    'CodeDefine',
    types.map(([xpath, table]) => textEl('Type', table, { xpath })),
  );
}

/** One `Headline/Information` with an item per kind. */
export function headlineInformation(
  type: string,
  codeType: string,
  items: readonly { kind: { name: string; code?: string }; areas: readonly { name: string; code: string }[] }[],
): Xml {
  return el(
    'Information',
    items.map(({ kind, areas }) =>
      el('Item', [
        el('Kind', [textEl('Name', kind.name), kind.code === undefined ? null : textEl('Code', kind.code)]),
        el(
          'Areas',
          areas.map((area) => el('Area', [textEl('Name', area.name), textEl('Code', area.code)])),
          { codeType },
        ),
      ]),
    ),
    { type },
  );
}

/** `Name` and `Code` as nearly every JMA element carries them. */
export function named({ name, code }: { name: string; code: string }): Xml[] {
  return [textEl('Name', name), textEl('Code', code)];
}
