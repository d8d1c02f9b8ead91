import type { DisasterKind, HazardTopic, PublicHazard, PublicPlace } from '@hinomi/contracts';
import type { WordKey } from '../words/catalogue.js';
import type { Words } from '../words/words.js';

const TOPICS: Readonly<Record<HazardTopic, WordKey>> = {
  earthquake: 'topicEarthquake',
  tsunami: 'topicTsunami',
  'heavy-rain': 'topicHeavyRain',
  landslide: 'topicLandslide',
  'storm-surge': 'topicStormSurge',
  'river-flood': 'topicRiverFlood',
  volcano: 'topicVolcano',
  wind: 'topicWind',
  waves: 'topicWaves',
  snow: 'topicSnow',
  tornado: 'topicTornado',
  weather: 'topicWeather',
  notice: 'topicNotice',
};

const KINDS: Readonly<Record<DisasterKind, WordKey>> = {
  flood: 'kindFlood',
  landslide: 'kindLandslide',
  storm_surge: 'kindStormSurge',
  earthquake: 'kindEarthquake',
  tsunami: 'kindTsunami',
  fire: 'kindFire',
  inland_flood: 'kindInlandFlood',
  volcano: 'kindVolcano',
};

const LEVELS: Readonly<Record<number, WordKey>> = { 2: 'level2', 3: 'level3', 4: 'level4', 5: 'level5' };
/** A sentence takes no more. */
const TOLD = 4;

export function kindText(kind: DisasterKind, words: Words): string {
  return words.say(KINDS[kind]);
}

function topicText({ topic, title }: PublicHazard, words: Words): string {
  return words.say(TOPICS[topic], { title: title ?? '' });
}

/** What it is and how bad: 大雨（危険）, 地震（震度6強）. */
export function hazardText(hazard: PublicHazard, words: Words): string {
  const level = LEVELS[hazard.severity];
  const how = hazard.intensity === null ? level && words.say(level) : intensityText(hazard.intensity, words);
  const topic = topicText(hazard, words);
  return how === undefined ? topic : words.say('hazardItem', { topic, level: how });
}

/** `5-` and `5+` as the language has them; `5-?` (no reading, estimated 5- or more) as 5-. */
function intensityText(intensity: string, words: Words): string {
  const [, number = '', half = ''] = /^(\d)([+-]?)/.exec(intensity) ?? [];
  const value = half === '' ? number : words.say(half === '+' ? 'intensityUpper' : 'intensityLower', { value: number });
  return words.say('intensity', { value });
}

/** The worst of each topic, the worst first. */
export function toldHazards(hazards: readonly PublicHazard[]): PublicHazard[] {
  const told = new Map<string, PublicHazard>();
  for (const hazard of hazards) {
    const key = hazard.topic === 'notice' ? hazard.feature : hazard.topic;
    const known = told.get(key);
    if (known === undefined || known.severity < hazard.severity) told.set(key, hazard);
  }
  return [...told.values()].sort((a, b) => b.severity - a.severity).slice(0, TOLD);
}

/** Why one should not go there, or whether one can: each reason once. */
export function threatTexts({ threats, suits }: PublicPlace, words: Words): string[] {
  const about = threats.filter(({ hazard }) => hazard.kinds.length > 0);
  const against = about.filter(({ designated }) => designated === 'no');
  if (suits === 'avoid') {
    return unique(
      against.map(({ hazard, covers }) => {
        const kinds = hazard.kinds.map((kind) => kindText(kind, words)).join(words.say('listSeparator'));
        return words.say(covers ? 'threatNoCovers' : 'threatNo', { hazard: hazardText(hazard, words), kinds });
      }),
    ).slice(0, 2);
  }
  const told = about.filter(({ designated }) => designated === (suits === 'unsure' ? 'unknown' : 'yes'));
  if (told.length === 0) return [];
  const hazard = unique(told.map((each) => topicText(each.hazard, words))).join(words.say('listSeparator'));
  return [words.say(suits === 'unsure' ? 'threatUnsure' : 'threatYes', { hazard })];
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
