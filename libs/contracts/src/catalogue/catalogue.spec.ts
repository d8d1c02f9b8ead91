import { describe, expect, it } from '@jest/globals';
import { CatalogueEntry } from '../api/catalogue.js';
import { FeatureV1, LAYERS, type Layer } from '../picture/feature.v1.js';
import { FeatureProperties } from '../picture/hazard-properties.js';
import { THEME_DEFINITIONS, THEMES } from '../things/theme.js';
import { thingReported, type ThingReportedV1 } from '../events/thing-reported.v1.js';
import { TOPICS, type TopicName } from '../topics.js';
import { EEI_CATEGORIES, sip4dOfThemes } from './classification.js';
import { CATALOGUE_ENTRIES, catalogueFormats } from './derive-catalogue.js';
import { DETAILS, layerFeature, themesOf } from './geo-json-feature.js';
import { LAYER_SAMPLES } from './layer-samples.js';
import { CLOSED_TOPICS, OPEN_TOPICS, TOPIC_RECORDS } from './topic-records.js';

describe('the catalogue', () => {
  it('has every layer and every topic once', () => {
    const ids = [...LAYERS.map((layer) => `layer:${layer}`), ...Object.keys(TOPICS).map((topic) => `topic:${topic}`)];
    expect(CATALOGUE_ENTRIES.map(({ id }) => id)).toEqual(ids);
    for (const entry of CATALOGUE_ENTRIES) expect(CatalogueEntry.parse(entry)).toEqual(entry);
  });

  it('says of every topic that is not open why, and gives neither schema nor sample of it', () => {
    const closed = CATALOGUE_ENTRIES.filter(({ closed }) => closed !== null);
    expect(closed.map(({ name }) => name).sort()).toEqual([...CLOSED_TOPICS].sort());
    expect(closed.flatMap(catalogueFormats)).toEqual([]);
    expect(OPEN_TOPICS.every((topic) => TOPIC_RECORDS[topic].length > 0)).toBe(true);
  });

  it('names an EEI category and a SIP4D-ZIP model, or says why there is none', () => {
    for (const { id, eei, eeiNone, sip4d, sip4dNone } of CATALOGUE_ENTRIES) {
      expect([id, eei.length > 0 ? null : 'none']).toEqual([id, eeiNone === null ? null : 'none']);
      expect([id, sip4d.length > 0 ? null : 'none']).toEqual([id, sip4dNone === null ? null : 'none']);
      expect(eei.every(({ category, name }) => EEI_CATEGORIES[category] === name)).toBe(true);
    }
  });

  it('knows every SIP4D-ZIP model of the themes', () => {
    const withCode = THEMES.filter((theme) => THEME_DEFINITIONS[theme].sip4dCode !== null);
    expect(sip4dOfThemes(THEMES).map(({ theme }) => theme)).toEqual(withCode);
    expect(CATALOGUE_ENTRIES.find(({ id }) => id === 'layer:road')?.sip4d).toMatchObject([
      { codes: ['01-005-01', '01-005-02'], theme: 'road' },
    ]);
  });

  it('describes every kind of properties and every theme in some layer', () => {
    const described = new Set<unknown>(Object.values(DETAILS).flat());
    const missing = FeatureProperties.options.filter((option) => !described.has(option));
    expect(missing.map((option) => option.shape.type.value)).toEqual(['thing']);
    expect(new Set(LAYERS.flatMap(themesOf))).toEqual(new Set(THEMES));
  });
});

describe.each([...LAYERS])('the sample of the layer %s', (layer: Layer) => {
  it('is of the layer, and follows the contract and the schema of the layer', () => {
    expect(FeatureV1.parse(LAYER_SAMPLES[layer])).toMatchObject({ layer });
    const [format] = catalogueFormats({ type: 'layer', name: layer });
    expect(layerFeature(layer).parse(format!.sample)).toEqual(format!.sample);
  });

  it('does not follow the schema of another layer', () => {
    const [format] = catalogueFormats({ type: 'layer', name: layer });
    const others = LAYERS.filter((other) => other !== layer);
    expect(others.filter((other) => layerFeature(other).safeParse(format!.sample).success)).toEqual([]);
  });
});

describe.each(OPEN_TOPICS)('the samples of the topic %s', (topic: TopicName) => {
  it('follow their contracts, and are appended to this topic', () => {
    for (const { type, schema, sample } of TOPIC_RECORDS[topic as (typeof OPEN_TOPICS)[number]]) {
      expect(schema.parse(sample)).toEqual(sample);
      if (type === thingReported.type) expect(thingReported.topic(sample as ThingReportedV1)).toBe(topic);
    }
  });
});
