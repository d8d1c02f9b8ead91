import { describe, expect, it } from '@jest/globals';
import { splitPicture } from '../hazards/picture-parts.js';
import { countByLayer, SHOW_ALL, shownFeatures } from '../hazards/shown-features.js';
import { groupHazards, listHazards } from '../hazards/group-hazards.js';
import { featureTitle } from '../hazards/describe-hazard.js';
import { sensor, warning } from '../hazards/test-feature.suite.js';
import { plain } from '../words/ruby-text.js';
import { LANGUAGES, wordsOf } from '../words/words.js';
import { digitsOf, sensorNote, valueLabel, valueText } from './describe-sensor.js';

const ja = wordsOf('ja');
const propertiesOf = (given: Parameters<typeof sensor>[0]) => {
  const { properties } = sensor(given);
  if (properties.type !== 'sensor') throw new Error('no sensor');
  return properties;
};

describe('a value', () => {
  it('stands with its unit', () => {
    const river = propertiesOf({ id: 's', value: 2.5 });
    expect(valueText(2.5, river, ja)).toBe('2.5 m');
    expect(valueLabel(river)).toBe('2.5 m');
  });

  it('stands below others with as many decimals as any of them', () => {
    const river = propertiesOf({ id: 's', value: 2 });
    const values = [2, 2.25, null];
    expect(values.map((value) => valueText(value, river, ja, digitsOf(values)))).toEqual(['2.00 m', '2.25 m', '欠測']);
    expect(digitsOf([1, null])).toBe(0);
  });

  it('of a gauge below the crest is the way up to it, or above it', () => {
    const gauge = propertiesOf({ id: 's', reference: 'below-crest', value: 1.2 });
    expect(valueText(1.2, gauge, ja)).toBe('堤防の上端まで 1.2 m');
    expect(valueText(-0.3, gauge, ja)).toBe('堤防の上端より 0.3 m 高い');
    expect(valueLabel(gauge)).toBe('↑1.2 m');
  });

  it('that is missing is said to be, and stands on no map', () => {
    expect(valueText(null, propertiesOf({ id: 's' }), ja)).toBe('欠測');
    expect(valueLabel(propertiesOf({ id: 's', value: null }))).toBe('');
  });
});

describe('a sensor', () => {
  const silent = Date.parse('2026-06-01T00:25:00.000Z');

  it('says what it is and how it is now', () => {
    expect(sensorNote(sensor({ id: 's' }), ja, silent - 1)).toBe('水位、例示県');
    expect(sensorNote(sensor({ id: 's' }), ja, silent)).toBe('水位、例示県、データなし');
    expect(sensorNote(sensor({ id: 's', sensorKind: null, owner: '' }), ja)).toBe(ja.sensors.undescribed);
  });

  it('has a name and a value in every language', () => {
    for (const language of LANGUAGES) {
      expect(plain(featureTitle(sensor({ id: 's', value: 2.5 }), wordsOf(language)))).toBe('大橋 2.5 m');
    }
  });
});

describe('sensors on the list', () => {
  const features = [sensor({ id: 'b', level: 4 }), sensor({ id: 'a', level: 0 }), warning({ id: 'w' })];

  it('stand apart from what is in force, the worst first', () => {
    const parts = splitPicture(new Map(features.map((feature) => [feature.id, feature])));
    expect(parts.sensors.byName.map(({ hazardId }) => hazardId)).toEqual(['b', 'a']);
    const lists = listHazards(groupHazards(parts.hazards.values()));
    expect(lists.inForce.map(({ hazardId }) => hazardId)).toEqual(['w']);
  });

  it('are shown and counted as a layer of their own, which can be hidden', () => {
    const byId = new Map(features.map((feature) => [feature.id as string, feature]));
    expect([...shownFeatures(byId, SHOW_ALL).keys()]).toEqual(['b', 'a', 'w']);
    const layers = new Set([...SHOW_ALL.layers].filter((layer) => layer !== 'sensor'));
    expect([...shownFeatures(byId, { ...SHOW_ALL, layers }).keys()]).toEqual(['w']);
    expect(countByLayer(groupHazards(features))).toMatchObject({ sensor: 2, 'weather-warning': 1 });
  });
});
