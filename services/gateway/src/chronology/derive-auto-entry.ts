import {
  sha256Hex,
  type FeatureV1,
  type IntensityClass,
  type LogAuto,
  type LogEntryId,
  type LogEntryWrittenV1,
  type LogText,
  type LogWriteId,
  type ThingDecidedV1,
  type ThingDecision,
} from '@hinomi/contracts';
import { levelOf, type AutoFact } from './auto-facts.js';

const BY = { subject: 'hub:gateway', name: '自動記録' };
const INTENSITY: Readonly<Record<IntensityClass, string>> = {
  ...{ '1': '１', '2': '２', '3': '３', '4': '４', '5-?': '５弱以上（未入電）', '5-': '５弱', '5+': '５強' },
  ...{ '6-': '６弱', '6+': '６強', '7': '７' },
};
const MOST_NAMES = 5;

/** The entry that says a fact, in Japanese: the log book is the headquarters' own record. The same fact makes the same entry. */
export function deriveAutoEntry(fact: AutoFact): LogEntryWrittenV1 {
  const { kind, about, state, offset, feature, at, recordedAt } = fact;
  const { exercise, label } = feature;
  const text: LogText = {
    ...{ at, to: '', status: 'note', handler: '', place: placeOf(feature) },
    from: line(feature.sources[0]?.agency ?? '', 100),
    content: body(contentOf(fact)),
  };
  return entryOf({ kind, about, state, offset, label }, text, recordedAt, exercise);
}

/** `nameOf`: what a thing is called in the picture now. Null for what the hub decided by itself: the hazard has its own entry. */
export function deriveDecisionEntry(decided: ThingDecidedV1, nameOf: (id: string) => string): LogEntryWrittenV1 | null {
  const { decisionId, decision, note, by, at, exercise } = decided;
  if (decision.is === 'eased') return null;
  const said = note.trim() === '' ? '' : `　備考：${note.trim()}`;
  const text: LogText = {
    ...{ at, from: line(by.name, 100), to: '', status: 'note', handler: '', place: null },
    content: body(`判断：${decisionText(decision, nameOf)}${said}`),
  };
  const auto: LogAuto = { kind: 'decision', about: decisionId, state: decision.is, offset: -1, label: null };
  return entryOf(auto, text, at, exercise);
}

function entryOf(
  auto: LogAuto,
  text: LogText,
  writtenAt: LogEntryWrittenV1['writtenAt'],
  exercise: LogEntryWrittenV1['exercise'],
): LogEntryWrittenV1 {
  const id = `auto:${sha256Hex(`${auto.about}#${auto.state}#${auto.offset}`).slice(0, 32)}`;
  const ids = { entryId: id as LogEntryId, writeId: id as LogWriteId };
  return { ...ids, version: 1, text, auto, by: BY, writtenAt, exercise };
}

function contentOf({ kind, state, feature }: AutoFact): string {
  const { properties } = feature;
  const name = nameOf(feature);
  switch (kind) {
    case 'earthquake': {
      if (properties.type !== 'earthquake') return name;
      const { hypocentre, magnitude } = properties;
      const where = hypocentre === null ? '' : `　震源：${hypocentre.name}`;
      const size = magnitude === null ? '' : `　${magnitude.description}`;
      return `地震　最大震度${INTENSITY[state as IntensityClass]}${where}${size}`;
    }
    case 'tsunami':
      if (state === 'over') return `津波警報の解除・終了　${name}`;
      return `${state === 'major-warning' ? '大津波警報' : '津波警報'}　${areasOf(feature)}`;
    case 'shelter':
      return `避難所　${state === 'open' ? '開設' : '閉鎖'}　${name}`;
    case 'alert': {
      if (state === 'over') return `解除・終了　${name}`;
      const level = levelOf(feature);
      const isOrder = feature.alertLevel === level;
      const isLevel = isOrder || feature.levelEquivalent === level;
      const what = isLevel ? `警戒レベル${level}${isOrder ? '' : '相当'}` : `深刻度${level}`;
      return `${what}　${name}　${areasOf(feature)}`;
    }
  }
}

function nameOf({ properties, id }: FeatureV1): string {
  switch (properties.type) {
    case 'thing':
      return properties.name;
    case 'weather-warning':
    case 'legacy-warning':
      return `${properties.forecastArea.name} ${properties.kindOfWarning.name}`;
    case 'river-flood':
      return `${properties.river.name} ${properties.kindOfWarning.name}`;
    default:
      return 'title' in properties && typeof properties.title === 'string' ? properties.title : id;
  }
}

function areasOf({ area }: FeatureV1): string {
  const names = area?.names ?? [];
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join('、') + (more > 0 ? ` ほか${more}` : '');
}

function placeOf(feature: FeatureV1): LogText['place'] {
  const { geometry, properties } = feature;
  const point = geometry?.type === 'Point' ? geometry.coordinates : null;
  const place =
    properties.type === 'thing'
      ? properties.name
      : properties.type === 'earthquake'
        ? (properties.hypocentre?.name ?? '')
        : areasOf(feature);
  if (place === '' && point === null) return null;
  return { name: line(place, 200), lngLat: point === null ? null : [point[0]!, point[1]!] };
}

function decisionText(decision: Exclude<ThingDecision, { is: 'eased' }>, nameOf: (id: string) => string): string {
  const named = (ids: readonly string[]): string => ids.map((id) => `「${nameOf(id)}」`).join('');
  switch (decision.is) {
    case 'same':
      return `${named(decision.things)}を同じものとした`;
    case 'never-same':
      return `${named([decision.thing])}は${named(decision.from)}と別のものとした`;
    case 'pin':
      return `${named([decision.thing])}の${decision.attribute}を${decision.value === null ? '空欄' : String(decision.value)}に固定した`;
    case 'handled':
      return `${named([decision.thing])}の要望「${decision.words}」に対応した`;
    case 'acknowledged':
      return `${named([decision.thing])}の知らせを確認した`;
    case 'eased':
      return decision.severity === 0
        ? `確認済みの警報が終わった（${decision.decisionId}）`
        : `確認済みの警報が深刻度${decision.severity}に弱まった（${decision.decisionId}）`;
    case 'withdraw':
      return `先の判断を取り消した（${decision.decisionId}）`;
  }
}

/** What others wrote, as the contract takes it. */
function line(text: string, most: number): string {
  return clipped(text.replaceAll(/\p{Cc}+/gu, ' ').trim(), most);
}

function body(text: string): string {
  return clipped(text.replaceAll(/[^\P{Cc}\n\t]+/gu, ' ').trim(), 4_000);
}

/** Never through the middle of a character. */
function clipped(text: string, most: number): string {
  const cut = text.slice(0, most);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}
