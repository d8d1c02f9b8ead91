import { TSUNAMI_CATEGORIES, type Instant, type NamedCode, type TsunamiCategory } from '@hinomi/contracts';
import { earthquakeElement, type EarthquakeSource } from './write-earthquake.js';
import {
  codeDefine,
  fullWidth,
  headlineInformation,
  jst,
  writeCancellation,
  writeReport,
  type TelegramEnvelope,
  named,
} from './write-report.js';
import { el, textEl, type Xml } from '../xml/write-xml.js';

/** When the first wave comes, or came: a time, or the words JMA uses instead. */
export interface WrittenFirstWave {
  arrivalTime?: Instant;
  condition?: string;
  initial?: '押し' | '引き';
}

/** A height in metres, or the words used while it is unknown: 巨大, 高い. */
export type WrittenHeight = { meters: number; bound?: 'over' | 'under' | 'at-least' } | { words: '巨大' | '高い' | '' };

export interface WrittenCoast extends NamedCode {
  category: TsunamiCategory;
  /** What was in force before; `none` when nothing was. */
  last: TsunamiCategory;
  firstWave?: WrittenFirstWave;
  maxHeight?: WrittenHeight;
  stations?: readonly (NamedCode & { highTideAt?: Instant; firstWave: WrittenFirstWave })[];
}

export interface WrittenTsunamiObservation {
  coast: NamedCode;
  stations: readonly (NamedCode & {
    firstWave: WrittenFirstWave;
    /** `観測中`, `微弱` or `重要` stand beside or instead of a height. */
    maxHeight: { at?: Instant; height?: WrittenHeight; condition?: string };
  })[];
}

const COAST = '津波予報区';
const KINDS_TABLE = '警報等情報要素／津波警報・注意報・予報';

/** Codes: hazard-feeds section 4; what lifts depends on what was in force. */
export function tsunamiKind(category: TsunamiCategory, last: TsunamiCategory): NamedCode {
  const wasWarning = last === 'warning' || last === 'major-warning';
  switch (category) {
    case 'major-warning':
      return last === 'major-warning' ? { code: '52', name: '大津波警報' } : { code: '53', name: '大津波警報：発表' };
    case 'warning':
      return { code: '51', name: '津波警報' };
    case 'advisory':
      return { code: '62', name: '津波注意報' };
    case 'forecast': {
      const code = wasWarning ? '73' : last === 'advisory' ? '72' : '71';
      return { code, name: '津波予報（若干の海面変動）' };
    }
    case 'none':
      if (wasWarning) return { code: '50', name: '警報解除' };
      return last === 'advisory' ? { code: '60', name: '津波注意報解除' } : { code: '00', name: '津波なし' };
  }
}

const IN_FORCE: Record<TsunamiCategory, NamedCode> = {
  none: { code: '00', name: '津波なし' },
  forecast: { code: '71', name: '津波予報（若干の海面変動）' },
  advisory: { code: '62', name: '津波注意報' },
  warning: { code: '51', name: '津波警報' },
  'major-warning': { code: '52', name: '大津波警報' },
};

/** VTSE41 津波警報・注意報・予報: the whole nation's state. */
export function writeTsunamiWarning(
  envelope: TelegramEnvelope,
  facts: { coasts: readonly WrittenCoast[]; earthquakes: readonly EarthquakeSource[]; comments: readonly string[] },
): Uint8Array {
  const strongestFirst = [...TSUNAMI_CATEGORIES].reverse();
  const stated = strongestFirst
    .map((category) => ({
      kind: IN_FORCE[category],
      areas: facts.coasts.filter((coast) => coast.category === category),
    }))
    .filter(({ kind, areas }) => areas.length > 0 && kind.code !== '00');
  return writeReport(envelope, {
    controlTitle: '津波警報・注意報・予報a',
    headTitle: warningTitle(facts.coasts),
    infoType: '発表',
    infoKind: '津波警報・注意報・予報',
    infoKindVersion: '1.0_1',
    information: stated.length === 0 ? [] : [headlineInformation('津波予報領域表現', COAST, stated)],
    body: 'seismology1',
    content: [
      el('Tsunami', [forecast(facts.coasts)]),
      ...facts.earthquakes.map(earthquakeElement),
      warningComments(facts.comments),
    ],
  });
}

/** VTSE51 津波情報: arrival times per station, or observations. */
export function writeTsunamiInformation(
  envelope: TelegramEnvelope,
  facts: {
    coasts: readonly WrittenCoast[];
    observations: readonly WrittenTsunamiObservation[];
    earthquakes: readonly EarthquakeSource[];
    comments: readonly string[];
  },
): Uint8Array {
  const observed = facts.observations.length > 0;
  return writeReport(envelope, {
    controlTitle: '津波情報a',
    headTitle: observed ? '津波観測に関する情報' : '各地の満潮時刻・津波到達予想時刻に関する情報',
    infoType: '発表',
    infoKind: '津波情報',
    infoKindVersion: '1.0_1',
    information: [],
    body: 'seismology1',
    content: [
      el('Tsunami', [
        observed ? observation(facts.observations) : null,
        facts.coasts.length > 0 ? forecast(facts.coasts) : null,
      ]),
      ...facts.earthquakes.map(earthquakeElement),
      warningComments(facts.comments),
    ],
  });
}

/** 取消 of a warning (VTSE41) or an information (VTSE51). */
export function writeTsunamiCancellation(envelope: TelegramEnvelope, telegram: 'VTSE41' | 'VTSE51'): Uint8Array {
  const warning = telegram === 'VTSE41';
  return writeCancellation(envelope, {
    controlTitle: warning ? '津波警報・注意報・予報a' : '津波情報a',
    headTitle: warning ? '大津波警報・津波警報・津波注意報・津波予報' : '津波観測に関する情報',
    infoKind: warning ? '津波警報・注意報・予報' : '津波情報',
    infoKindVersion: '1.0_1',
    body: 'seismology1',
  });
}

function warningTitle(coasts: readonly WrittenCoast[]): string {
  const states = (category: TsunamiCategory): boolean =>
    coasts.some((coast) => coast.category === category || (category !== 'forecast' && coast.last === category));
  const titles = [
    ...(states('major-warning') ? ['大津波警報'] : []),
    ...(states('warning') ? ['津波警報'] : []),
    ...(states('advisory') ? ['津波注意報'] : []),
    ...(coasts.some((coast) => coast.category === 'forecast') ? ['津波予報'] : []),
  ];
  return titles.length === 0 ? '津波予報' : titles.join('・');
}

function forecast(coasts: readonly WrittenCoast[]): Xml {
  const stations = coasts.some((coast) => coast.stations !== undefined);
  return el('Forecast', [
    codeDefine(
      ['Item/Area/Code', COAST],
      ['Item/Category/Kind/Code', KINDS_TABLE],
      ['Item/Category/LastKind/Code', KINDS_TABLE],
      ...(stations ? ([['Item/Station/Code', '潮位観測点']] as const) : []),
    ),
    ...coasts.map((coast) =>
      el('Item', [
        el('Area', named(coast)),
        el('Category', [
          el('Kind', named(tsunamiKind(coast.category, coast.last))),
          el('LastKind', named(IN_FORCE[coast.last])),
        ]),
        coast.firstWave ? firstHeight(coast.firstWave) : null,
        coast.maxHeight ? el('MaxHeight', [height('津波の高さ', coast.maxHeight)]) : null,
        ...(coast.stations ?? []).map((station) =>
          el('Station', [
            ...named(station),
            station.highTideAt ? textEl('HighTideDateTime', jst(station.highTideAt)) : null,
            firstHeight(station.firstWave),
          ]),
        ),
      ]),
    ),
  ]);
}

function observation(observations: readonly WrittenTsunamiObservation[]): Xml {
  return el('Observation', [
    codeDefine(['Item/Area/Code', COAST], ['Item/Station/Code', '潮位観測点']),
    ...observations.map(({ coast, stations }) =>
      el('Item', [
        el('Area', named(coast)),
        ...stations.map(({ firstWave, maxHeight, ...station }) =>
          el('Station', [
            ...named(station),
            firstHeight(firstWave),
            el('MaxHeight', [
              maxHeight.at ? textEl('DateTime', jst(maxHeight.at)) : null,
              maxHeight.condition ? textEl('Condition', maxHeight.condition) : null,
              maxHeight.height ? height('これまでの最大波の高さ', maxHeight.height) : null,
            ]),
          ]),
        ),
      ]),
    ),
  ]);
}

function firstHeight(wave: WrittenFirstWave): Xml {
  return el('FirstHeight', [
    wave.arrivalTime ? textEl('ArrivalTime', jst(wave.arrivalTime)) : null,
    wave.condition ? textEl('Condition', wave.condition) : null,
    wave.initial ? textEl('Initial', wave.initial) : null,
  ]);
}

const BOUNDS = { over: '超', under: '未満', 'at-least': '以上' } as const;

function height(type: string, written: WrittenHeight): Xml {
  const attributes = { type, unit: 'm' };
  if ('words' in written) {
    return textEl('jmx_eb:TsunamiHeight', 'NaN', { ...attributes, condition: '不明', description: written.words });
  }
  const { meters, bound } = written;
  const description = `${fullWidth(String(meters))}ｍ${bound ? BOUNDS[bound] : ''}`;
  return textEl('jmx_eb:TsunamiHeight', String(meters), { ...attributes, description });
}

function warningComments(sentences: readonly string[]): Xml | null {
  if (sentences.length === 0) return null;
  return el('Comments', [el('WarningComment', [textEl('Text', sentences.join('\n'))], { codeType: '固定付加文' })]);
}
