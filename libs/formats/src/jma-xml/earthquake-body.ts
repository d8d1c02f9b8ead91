import {
  INTENSITY_CLASSES,
  type EarthquakeStatement,
  type IntensityClass,
  type ObservedIntensity,
} from '@hinomi/contracts';
import { child, children, childText, descend, errorAt, type XmlElement } from '../xml/element.js';
import { namedCode } from './named-code.js';
import { readLongPeriod } from './long-period.js';
import type { EarthquakeTelegram, JmaHead } from './report.js';
import { readComments, readEarthquake } from './seismology.js';

/** 震度５弱以上未入電, as a City's Condition or a station's Int. */
const READING_MISSING = /未入電/;

/** Reads the body of VXSE51, 52, 53, 61, 62; `report.invalid` when what the telegram is for is not in it. */
export function readEarthquakeBody(telegram: EarthquakeTelegram, head: JmaHead, body: XmlElement): EarthquakeStatement {
  const earthquake = child(body, 'Earthquake');
  const observation = descend(body, 'Intensity', 'Observation');
  if (telegram === 'VXSE51' && observation === undefined) {
    throw errorAt(body, 'there are no intensities', { below: '/Intensity/Observation' });
  }
  if (telegram !== 'VXSE51' && earthquake === undefined && (telegram !== 'VXSE53' || observation === undefined)) {
    throw errorAt(body, 'there is no earthquake', { below: '/Earthquake' });
  }
  const longPeriod = telegram === 'VXSE62' ? readLongPeriod(observation) : null;
  if (telegram === 'VXSE62' && longPeriod === null) {
    throw errorAt(body, 'there is no class of long-period motion', { below: '/Intensity/Observation/MaxLgInt' });
  }
  const distant = /遠地地震/.test(head.title);
  const intensities = intensitiesOf(telegram, distant, observation);
  const { originTime, hypocentre, magnitude } = earthquake
    ? readEarthquake(earthquake)
    : { originTime: null, hypocentre: null, magnitude: null };
  return {
    hazard: 'earthquake',
    report: telegram,
    originTime,
    hypocentre,
    magnitude,
    // VXSE62 gives intensities only beside its own classes, of few places.
    maxIntensity:
      telegram === 'VXSE62'
        ? null
        : strongest([readClass(childText(observation, 'MaxInt')), ...(intensities ?? []).map(intensityOf)]),
    intensities,
    distant,
    ...(longPeriod && { longPeriod }),
    comments: readComments(body),
  };
}

function intensitiesOf(
  telegram: EarthquakeTelegram,
  distant: boolean,
  observation: XmlElement | undefined,
): ObservedIntensity[] | null {
  if (telegram === 'VXSE62') return null;
  if (observation === undefined) return telegram === 'VXSE53' && !distant ? [] : null;
  return children(observation, 'Pref').flatMap((pref) => children(pref, 'Area').flatMap(readArea));
}

/** One 細分区域 and its 市町村; an area without a class of its own has that of its strongest place. */
function readArea(area: XmlElement): ObservedIntensity[] {
  const cities = children(area, 'City').flatMap((city) => observed(city, 'city', cityClass(city)));
  const own = readClass(childText(area, 'MaxInt')) ?? missing(area) ?? strongest(cities.map(intensityOf));
  return [...observed(area, 'area', own), ...cities];
}

/** A reading that is missing outranks a weaker one that is there: the place is severe, and unknown. */
function cityClass(city: XmlElement): IntensityClass | null {
  const stations = children(city, 'IntensityStation').map((station) => readClass(childText(station, 'Int')));
  return strongest([readClass(childText(city, 'MaxInt')), missing(city), ...stations]);
}

function missing(place: XmlElement): IntensityClass | null {
  return READING_MISSING.test(childText(place, 'Condition') ?? '') ? '5-?' : null;
}

function observed(
  place: XmlElement,
  level: ObservedIntensity['level'],
  intensity: IntensityClass | null,
): ObservedIntensity[] {
  const named = namedCode(place);
  return named === null || intensity === null ? [] : [{ ...named, level, intensity }];
}

function readClass(text: string | null): IntensityClass | null {
  if (text === null) return null;
  if (READING_MISSING.test(text)) return '5-?';
  return INTENSITY_CLASSES.find((known) => known === text) ?? null;
}

function intensityOf(place: ObservedIntensity): IntensityClass {
  return place.intensity;
}

function strongest(classes: readonly (IntensityClass | null)[]): IntensityClass | null {
  return classes.reduce((best, next) => (rankOf(next) > rankOf(best) ? next : best), null);
}

function rankOf(known: IntensityClass | null): number {
  return known === null ? -1 : INTENSITY_CLASSES.indexOf(known);
}
