import type { CatalogueEntry, CatalogueFormat } from '../api/catalogue.js';
import { LAYERS, toGeoJson, type FeatureV1, type Layer } from '../picture/feature.v1.js';
import { TOPICS, type TopicName, type TopicSettings } from '../topics.js';
import { eeiMark, eeiOfThemes, SIP4D_UNIVERSAL, sip4dOfThemes } from './classification.js';
import { layerFeature, themesOf } from './geo-json-feature.js';
import { LAYER_SAMPLES } from './layer-samples.js';
import { LAYER_TEXTS } from './layer-texts.js';
import { CLOSED_TOPICS, TOPIC_RECORDS, type OpenTopic } from './topic-records.js';
import { TOPIC_TEXTS } from './topic-texts.js';
import { writeJsonSchema } from './write-json-schema.js';

const NO_MODEL = {
  ja: `対応する個別モデルはありません（汎用モデル ${SIP4D_UNIVERSAL} で表せます）。`,
  en: `No response-support model has it; the universal model ${SIP4D_UNIVERSAL} can carry it.`,
  easy: `きまった ばんごうは ありません（${SIP4D_UNIVERSAL} なら つかえます）。`,
};
const LOG = {
  ja: 'ログの記録です。区分はレイヤーに付いています。',
  en: 'Records of the log; the layers carry the categories.',
  easy: 'ばんごうは ちずの データに あります。',
};
const NO_CATEGORY = {
  ja: '対応する EEI の区分はありません。',
  en: 'No category of the EEI has it.',
  easy: 'きまった ばんごうは ありません。',
};

/** Every layer of the picture and every topic of the log. */
export const CATALOGUE_ENTRIES: readonly CatalogueEntry[] = [
  ...LAYERS.map(layerEntry),
  ...(Object.keys(TOPICS) as TopicName[]).map(topicEntry),
];

function layerEntry(layer: Layer): CatalogueEntry {
  const { title, description, eei: category, eeiNone } = LAYER_TEXTS[layer];
  const themes = themesOf(layer);
  const eei = category === 'themes' ? eeiOfThemes(themes) : category === null ? [] : [eeiMark(category)];
  const sip4d = sip4dOfThemes(themes);
  return {
    ...{ id: `layer:${layer}`, type: 'layer', name: layer, title, description, closed: null },
    ...{ eei, eeiNone: eei.length > 0 ? null : (eeiNone ?? NO_CATEGORY) },
    ...{ sip4d, sip4dNone: sip4d.length > 0 ? null : NO_MODEL },
    kept: { cleanup: 'keep', days: null },
    links: [
      { rel: 'self', href: `/api/v1/catalogue/layer:${layer}` },
      { rel: 'data', href: `/api/v1/picture?layers=${layer}` },
      { rel: 'data', href: `/ogc/collections/${layer}` },
      { rel: 'subscribe', href: '/api/v1/subscriptions' },
      { rel: 'description', href: '/openapi.json' },
    ],
  };
}

function topicEntry(topic: TopicName): CatalogueEntry {
  const { title, description, closed } = TOPIC_TEXTS[topic];
  const { cleanup, retentionDays }: TopicSettings = TOPICS[topic];
  return {
    ...{ id: `topic:${topic}`, type: 'topic', name: topic, title, description, closed },
    ...{ eei: [], eeiNone: LOG, sip4d: [], sip4dNone: LOG, kept: { cleanup, days: retentionDays ?? null } },
    links: [
      { rel: 'self', href: `/api/v1/catalogue/topic:${topic}` },
      ...(closed === null ? [{ rel: 'description' as const, href: '/asyncapi.json' }] : []),
    ],
  };
}

/** Schema and sample of each kind of record of an entry; none for what is not open. */
export function catalogueFormats({ type, name }: Pick<CatalogueEntry, 'type' | 'name'>): CatalogueFormat[] {
  if (type === 'layer') {
    const layer = name as Layer;
    const sample = toGeoJson(LAYER_SAMPLES[layer] as FeatureV1);
    const schema = writeJsonSchema(layerFeature(layer));
    return [{ name: 'feature.v1', mediaType: 'application/geo+json', schema, sample }];
  }
  if ((CLOSED_TOPICS as readonly string[]).includes(name)) return [];
  return TOPIC_RECORDS[name as OpenTopic].map(({ type: record, schema, sample }) => ({
    ...{ name: record, mediaType: 'application/json', schema: writeJsonSchema(schema), sample },
  }));
}
