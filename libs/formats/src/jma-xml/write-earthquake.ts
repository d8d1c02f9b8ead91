import {
  INTENSITY_CLASSES,
  type Hypocentre,
  type Instant,
  type IntensityClass,
  type Magnitude,
  type NamedCode,
} from '@hinomi/contracts';
import {
  codeDefine,
  fullWidth,
  headlineInformation,
  jst,
  writeCancellation,
  writeReport,
  type ReportFrame,
  type TelegramEnvelope,
  named,
} from './write-report.js';
import { el, textEl, type Xml } from '../xml/write-xml.js';

/** A 地震情報／細分区域 with its intensity, or with the municipalities that were felt in. */
export interface FeltArea extends NamedCode {
  intensity: IntensityClass;
}
export interface FeltCities extends NamedCode {
  cities: readonly FeltArea[];
}
export interface FeltPrefecture<T> extends NamedCode {
  areas: readonly T[];
}

/** Where and how strong, as VXSE52, VXSE53 and the tsunami telegrams state it. */
export interface EarthquakeSource {
  originTime: Instant;
  hypocentre: Hypocentre;
  magnitude: Magnitude;
}

const INTENSITY_NAMES: Record<IntensityClass, string> = {
  '1': '震度１',
  '2': '震度２',
  '3': '震度３',
  '4': '震度４',
  '5-?': '震度５弱以上未入電',
  '5-': '震度５弱',
  '5+': '震度５強',
  '6-': '震度６弱',
  '6+': '震度６強',
  '7': '震度７',
};
const QUAKE_AREA = '地震情報／細分区域';
const CITY = '気象・地震・火山情報／市町村等';

const FRAMES = {
  VXSE51: { controlTitle: '震度速報', headTitle: '震度速報', infoKind: '震度速報' },
  VXSE52: { controlTitle: '震源に関する情報', headTitle: '震源に関する情報', infoKind: '震源速報' },
  VXSE53: { controlTitle: '震源・震度に関する情報', headTitle: '震源・震度情報', infoKind: '地震情報' },
} as const;

function frame(
  code: keyof typeof FRAMES,
): Pick<ReportFrame, 'controlTitle' | 'headTitle' | 'infoKind' | 'infoKindVersion' | 'body'> {
  return { ...FRAMES[code], infoKindVersion: '1.0_1', body: 'seismology1' };
}

/** VXSE51 震度速報: areas of intensity 3 and up, before the hypocentre is known. */
export function writeIntensityReport(
  envelope: TelegramEnvelope,
  facts: { prefectures: readonly FeltPrefecture<FeltArea>[]; comments?: readonly string[] },
): Uint8Array {
  const areas = facts.prefectures.flatMap((prefecture) => prefecture.areas);
  return writeReport(envelope, {
    ...frame('VXSE51'),
    infoType: '発表',
    information: [headlineInformation('震度速報', QUAKE_AREA, byIntensity(areas))],
    content: [
      el('Intensity', [
        el('Observation', [
          codeDefine(['Pref/Code', '地震情報／都道府県等'], ['Pref/Area/Code', QUAKE_AREA]),
          maxInt(areas),
          ...facts.prefectures.map((prefecture) =>
            el('Pref', [
              ...named(prefecture),
              maxInt(prefecture.areas),
              ...prefecture.areas.map((area) => el('Area', [...named(area), maxInt([area])])),
            ]),
          ),
        ]),
      ]),
      comments(facts.comments ?? ['今後の情報に注意してください。']),
    ],
  });
}

/** VXSE52 震源に関する情報: where it was, with the note on tsunami. */
export function writeHypocentre(
  envelope: TelegramEnvelope,
  facts: EarthquakeSource & { comments: readonly string[] },
): Uint8Array {
  return writeReport(envelope, {
    ...frame('VXSE52'),
    infoType: '発表',
    information: [],
    content: [earthquakeElement(facts), comments(facts.comments)],
  });
}

/** VXSE53 震源・震度に関する情報: both, by municipality. */
export function writeEarthquake(
  envelope: TelegramEnvelope,
  facts: EarthquakeSource & { prefectures: readonly FeltPrefecture<FeltCities>[]; comments: readonly string[] },
): Uint8Array {
  const cities = facts.prefectures.flatMap((prefecture) => prefecture.areas.flatMap((area) => area.cities));
  const areas = facts.prefectures
    .flatMap((prefecture) => prefecture.areas)
    .flatMap((area) => {
      const intensity = strongest(area.cities);
      return intensity === null ? [] : [{ name: area.name, code: area.code, intensity }];
    });
  return writeReport(envelope, {
    ...frame('VXSE53'),
    infoType: '発表',
    information: [
      headlineInformation('震源・震度に関する情報（細分区域）', QUAKE_AREA, byIntensity(areas)),
      headlineInformation('震源・震度に関する情報（市町村等）', CITY, byIntensity(cities)),
    ],
    content: [
      earthquakeElement(facts),
      el('Intensity', [
        el('Observation', [
          codeDefine(
            ['Pref/Code', '地震情報／都道府県等'],
            ['Pref/Area/Code', QUAKE_AREA],
            ['Pref/Area/City/Code', CITY],
          ),
          maxInt(cities),
          ...facts.prefectures.map(prefectureElement),
        ]),
      ]),
      comments(facts.comments),
    ],
  });
}

/** 取消 of one of the three. */
export function writeEarthquakeCancellation(envelope: TelegramEnvelope, telegram: keyof typeof FRAMES): Uint8Array {
  return writeCancellation(envelope, frame(telegram));
}

/** `<Earthquake>`, shared with the tsunami telegrams. */
export function earthquakeElement({ originTime, hypocentre, magnitude }: EarthquakeSource): Xml {
  const code = hypocentre.code === null ? null : textEl('Code', hypocentre.code, { type: '震央地名' });
  const unknown = { condition: '不明' };
  return el('Earthquake', [
    textEl('OriginTime', jst(originTime)),
    textEl('ArrivalTime', jst(originTime)),
    el('Hypocenter', [el('Area', [textEl('Name', hypocentre.name), code, coordinate(hypocentre)])]),
    textEl('jmx_eb:Magnitude', magnitude.value === null ? 'NaN' : magnitude.value.toFixed(1), {
      type: magnitude.type ?? 'Mj',
      ...(magnitude.value === null ? unknown : {}),
      description: magnitude.description,
    }),
  ]);
}

function coordinate({ lngLat, depthKm }: Hypocentre): Xml {
  if (lngLat === null) return textEl('jmx_eb:Coordinate', '', { condition: '不明', description: '震源要素不明' });
  const [lng, lat] = lngLat;
  const depth =
    depthKm === null ? '深さは不明' : depthKm === 0 ? 'ごく浅い' : `深さ　${fullWidth(String(depthKm))}ｋｍ`;
  const description = [
    `${lat < 0 ? '南緯' : '北緯'}${fullWidth(Math.abs(lat).toFixed(1))}度`,
    `${lng < 0 ? '西経' : '東経'}${fullWidth(Math.abs(lng).toFixed(1))}度`,
    depth,
  ].join('　');
  // ISO 6709 with the depth in metres, negative downwards; a depth of 0 is written +0.
  const metres = depthKm === null ? '' : depthKm === 0 ? '+0' : `-${depthKm * 1000}`;
  return textEl('jmx_eb:Coordinate', `${signed(lat)}${signed(lng)}${metres}/`, { description, datum: '日本測地系' });
}

function signed(degrees: number): string {
  return `${degrees < 0 ? '-' : '+'}${Math.abs(degrees).toFixed(1)}`;
}

function prefectureElement(prefecture: FeltPrefecture<FeltCities>): Xml {
  return el('Pref', [
    ...named(prefecture),
    maxInt(prefecture.areas.flatMap((area) => area.cities)),
    ...prefecture.areas.map((area) =>
      el('Area', [
        ...named(area),
        maxInt(area.cities),
        ...area.cities.map((city) =>
          el('City', [
            ...named(city),
            city.intensity === '5-?' ? textEl('Condition', INTENSITY_NAMES['5-?']) : textEl('MaxInt', city.intensity),
          ]),
        ),
      ]),
    ),
  ]);
}

/** The strongest reading; a missing one is not a reading. */
function strongest(felt: readonly { intensity: IntensityClass }[]): IntensityClass | null {
  const ranks = felt.filter(({ intensity }) => intensity !== '5-?').map(({ intensity }) => rank(intensity));
  return ranks.length === 0 ? null : (INTENSITY_CLASSES[Math.max(...ranks)] ?? null);
}

function maxInt(felt: readonly { intensity: IntensityClass }[]): Xml | null {
  const intensity = strongest(felt);
  return intensity === null ? null : textEl('MaxInt', intensity);
}

function rank(intensity: IntensityClass): number {
  return INTENSITY_CLASSES.indexOf(intensity);
}

/** Headlines list 3 and up, strongest first, the missing readings last. */
function byIntensity(felt: readonly FeltArea[]): { kind: { name: string }; areas: FeltArea[] }[] {
  const classes: IntensityClass[] = ['7', '6+', '6-', '5+', '5-', '4', '3', '5-?'];
  return classes
    .map((intensity) => ({
      kind: { name: INTENSITY_NAMES[intensity] },
      areas: felt.filter((area) => area.intensity === intensity),
    }))
    .filter(({ areas }) => areas.length > 0);
}

function comments(sentences: readonly string[]): Xml | null {
  if (sentences.length === 0) return null;
  const comment = el('ForecastComment', [textEl('Text', sentences.join('\n'))], { codeType: '固定付加文' });
  return el('Comments', [comment]);
}
