import type {
  CoastEstimation,
  CoastForecast,
  FirstWave,
  TsunamiObservation,
  TsunamiStatement,
  TsunamiCategory,
} from '@hinomi/contracts';
import { child, children, childText, descend, errorAt, type XmlElement } from '../xml/element.js';
import { instantOf, kindOf } from './envelope.js';
import { namedCode } from './named-code.js';
import type { JmaHead, JmaKind, TsunamiTelegram } from './report.js';
import { readComments, readEarthquake } from './seismology.js';
import { readFirstWave, readMaxHeight } from './tsunami-wave.js';

/** 警報等情報要素／津波警報・注意報・予報 → the coast's state. */
const CATEGORIES: Readonly<Record<string, TsunamiCategory>> = {
  '00': 'none',
  '50': 'none',
  '60': 'none',
  '51': 'warning',
  '52': 'major-warning',
  '53': 'major-warning',
  '62': 'advisory',
  '71': 'forecast',
  '72': 'forecast',
  '73': 'forecast',
};

/** For a missing or unknown code, in this order: a lifted warning has both words in its name. */
const BY_NAME: readonly (readonly [RegExp, TsunamiCategory])[] = [
  [/解除|津波なし/, 'none'],
  [/大津波警報/, 'major-warning'],
  [/津波警報/, 'warning'],
  [/津波注意報/, 'advisory'],
  [/津波予報|海面変動/, 'forecast'],
];

/**
 * Reads the body of VTSE41, 51, 52: one statement per part. `report.invalid` when the part a telegram is for is missing or
 * empty: no coast listed must never look like no tsunami.
 */
export function readTsunamiBody(
  telegram: TsunamiTelegram,
  eventIds: readonly string[],
  head: JmaHead,
  body: XmlElement,
): TsunamiStatement[] {
  const tsunami = child(body, 'Tsunami');
  const coasts = itemsOf(tsunami, 'Forecast').map(readCoast);
  const observations = itemsOf(tsunami, 'Observation').flatMap((item) => readStations(item, telegram === 'VTSE52'));
  const estimations = itemsOf(tsunami, 'Estimation').flatMap(readEstimation);
  const statement = (part: TsunamiStatement['part'], content: Partial<TsunamiStatement>): TsunamiStatement => ({
    hazard: 'tsunami',
    part,
    eventIds: [...eventIds],
    coasts: [],
    observations: [],
    estimations: [],
    earthquakes: children(body, 'Earthquake').map(readEarthquake),
    comments: readComments(body),
    ...content,
  });
  const refuse = (missing: string): never => {
    throw errorAt(body, `there is no ${missing}`, { below: `/Tsunami/${missing}/Item` });
  };

  switch (telegram) {
    case 'VTSE41':
      return coasts.length === 0
        ? refuse('Forecast')
        : [statement('warning', { coasts, ...slightChange(head, coasts) })];
    case 'VTSE51': {
      const parts = [
        ...(coasts.length === 0 ? [] : [statement('arrival', { coasts })]),
        ...(observations.length === 0 ? [] : [statement('observation', { observations })]),
      ];
      return parts.length === 0 ? refuse('Forecast') : parts;
    }
    case 'VTSE52':
      if (observations.length === 0 && estimations.length === 0) return refuse('Observation');
      return [statement('offshore', { observations, estimations })];
  }
}

function slightChange(
  { validDateTime }: JmaHead,
  coasts: readonly CoastForecast[],
): Pick<TsunamiStatement, 'slightChangeUntil'> {
  const any = coasts.some(({ category }) => category === 'forecast');
  return any && validDateTime !== null ? { slightChangeUntil: validDateTime } : {};
}

function itemsOf(tsunami: XmlElement | undefined, part: string): XmlElement[] {
  return children(tsunami, part).flatMap((element) => children(element, 'Item'));
}

function readCoast(item: XmlElement): CoastForecast {
  const coast = namedCode(child(item, 'Area'));
  if (coast === null) throw errorAt(item, 'the coast has no code', { below: '/Area/Code' });
  const kindElement = descend(item, 'Category', 'Kind');
  const category = categoryOf(kindOf(kindElement));
  const kind = namedCode(kindElement);
  if (category === null || kind === null) {
    throw errorAt(item, `what holds for ${coast.name} is not known`, { below: '/Category/Kind' });
  }
  return {
    ...coast,
    category,
    kind,
    firstWave: readFirstWave(child(item, 'FirstHeight')),
    maxHeight: readMaxHeight(child(item, 'MaxHeight')),
    stations: children(item, 'Station').flatMap((element) => {
      const station = namedCode(element);
      const highTideAt = instantOf(child(element, 'HighTideDateTime'));
      return station === null
        ? []
        : [{ ...station, highTideAt, firstWave: readFirstWave(child(element, 'FirstHeight')) }];
    }),
  };
}

function categoryOf({ code, name }: JmaKind): TsunamiCategory | null {
  if (code !== null && Object.hasOwn(CATEGORIES, code)) return CATEGORIES[code] ?? null;
  return BY_NAME.find(([pattern]) => pattern.test(name ?? ''))?.[1] ?? null;
}

function readStations(item: XmlElement, offshore: boolean): TsunamiObservation[] {
  const coast = namedCode(child(item, 'Area'));
  return children(item, 'Station').flatMap((element) => {
    const station = namedCode(element);
    const maxHeight = child(element, 'MaxHeight');
    return station === null
      ? []
      : [
          {
            coast,
            station,
            offshore,
            firstWave: observedWave(child(element, 'FirstHeight')),
            maxHeight: readMaxHeight(maxHeight),
            maxHeightAt: instantOf(child(maxHeight, 'DateTime')),
          },
        ];
  });
}

/** Only an observed wave has a first movement, 押し or 引き. */
function observedWave(element: XmlElement | undefined): FirstWave | null {
  const wave = readFirstWave(element);
  const initial = childText(element, 'Initial');
  if (wave === null) return initial === null ? null : { arrivalTime: null, condition: null, initial };
  return { ...wave, initial };
}

function readEstimation(item: XmlElement): CoastEstimation[] {
  const coast = namedCode(child(item, 'Area'));
  const maxHeight = child(item, 'MaxHeight');
  return coast === null
    ? []
    : [
        {
          ...coast,
          firstWave: readFirstWave(child(item, 'FirstHeight')),
          maxHeight: readMaxHeight(maxHeight),
          maxHeightAt: instantOf(child(maxHeight, 'DateTime')),
        },
      ];
}
