import {
  INTENSITY_CLASSES,
  type EewArea,
  type EewStatement,
  type ForecastIntensity,
  type IntensityClass,
} from '@hinomi/contracts';
import { child, children, childText, descend, errorAt, type XmlElement } from '../xml/element.js';
import { instantOf } from './envelope.js';
import { namedCode } from './named-code.js';
import type { JmaHead } from './report.js';
import { readComments, readEarthquake } from './seismology.js';

/** `緊急地震速報` kinds of an area: the first digit tells warning from forecast, the last how far the motion is. */
const WARNED = /^1\d$/;
const ARRIVED = /^\d1$/;
/** `Information/Item/Kind/Code` of the headline. */
const WARNING_CODE = '31';

/** What a calculation begins with when nothing is located yet: M1.0, 10 km deep (hazard-feeds 3). */
const ASSUMED = { magnitude: 1, depthKm: 10 };

/** Reads one 緊急地震速報; `report.invalid` when it neither locates an earthquake nor forecasts anything. */
export function readEewBody(
  telegram: EewStatement['telegram'],
  eventId: string,
  head: JmaHead,
  body: XmlElement,
): EewStatement {
  const earthquake = child(body, 'Earthquake');
  const forecast = descend(body, 'Intensity', 'Forecast');
  if (earthquake === undefined && forecast === undefined) {
    throw errorAt(body, 'there is neither an earthquake nor a forecast', { below: '/Earthquake' });
  }
  const { originTime, hypocentre, magnitude } = earthquake
    ? readEarthquake(earthquake)
    : { originTime: null, hypocentre: null, magnitude: null };
  const areas = children(forecast, 'Pref').flatMap((pref) => children(pref, 'Area').flatMap(readArea));
  const headlined = head.headline.information.some(({ items }) =>
    items.some(({ kinds }) => kinds.some(({ code }) => code === WARNING_CODE)),
  );
  const condition = childText(earthquake, 'Condition') ?? '';
  return {
    hazard: 'eew',
    telegram,
    eventId,
    serial: head.serial ?? 0,
    last: /最終報/.test(childText(body, 'NextAdvisory') ?? ''),
    warning: telegram === 'VXSE43' || headlined || areas.some(({ warned }) => warned),
    assumed:
      condition.includes('仮定') || (magnitude?.value === ASSUMED.magnitude && hypocentre?.depthKm === ASSUMED.depthKm),
    originTime,
    detectedAt: instantOf(child(earthquake, 'ArrivalTime')),
    hypocentre,
    magnitude,
    maxIntensity: intensityOf(forecast),
    areas,
    comments: readComments(body),
  };
}

function readArea(area: XmlElement): EewArea[] {
  const named = namedCode(area);
  if (named === null) return [];
  const kind = namedCode(descend(area, 'Category', 'Kind')) ?? { code: '?', name: '' };
  const longPeriod = Number(childText(child(area, 'ForecastLgInt'), 'From') ?? Number.NaN);
  return [
    {
      ...named,
      kind,
      warned: WARNED.test(kind.code),
      intensity: intensityOf(area) ?? { from: null, to: null, over: false },
      longPeriod: Number.isInteger(longPeriod) && longPeriod >= 0 && longPeriod <= 4 ? longPeriod : null,
      arrivalAt: instantOf(child(area, 'ArrivalTime')),
      arrived: ARRIVED.test(kind.code) || (childText(area, 'Condition') ?? '').includes('到達'),
    },
  ];
}

function intensityOf(place: XmlElement | undefined): ForecastIntensity | null {
  const written = child(place, 'ForecastInt');
  if (written === undefined) return null;
  const to = childText(written, 'To');
  return { from: classOf(childText(written, 'From')), to: classOf(to), over: to === 'over' };
}

function classOf(text: string | null): IntensityClass | null {
  return INTENSITY_CLASSES.find((known) => known === text) ?? null;
}
