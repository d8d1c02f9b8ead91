import {
  canonicalJson,
  FeatureV1,
  LAYER_SAMPLES,
  LAYERS,
  RunId,
  sha256Hex,
  type FeatureId,
  type Instant,
  type InterestV1,
  type Layer,
  type SubscriptionId,
} from '@hinomi/contracts';
import type { NewChange } from '../journal/derive-changes.js';

/** Samples are of an exercise that never was. */
const RUN = RunId.parse('sandbox');

/** The sample of a layer as if the hub had learned of it at a moment: an exercise's, for whoever asked for it. */
export function sampleFeature(layer: Layer, at: Instant): FeatureV1 {
  const sample = FeatureV1.parse(LAYER_SAMPLES[layer]);
  const id = `drill:${RUN}:${sample.id.replace(/^drill:[^:]+:/, '')}` as FeatureId;
  return { ...sample, id, exercise: RUN, recordedAt: at, label: { classification: 'public', jurisdiction: null } };
}

/** A subscription's lines for samples: all of them come, and then all go again. */
export function sampleLines(subscriptionId: SubscriptionId, layers: readonly Layer[], at: Instant): NewChange[] {
  const lines = layers.map((sample): NewChange => {
    const feature = sampleFeature(sample, at);
    const digest = sha256Hex(canonicalJson(feature));
    const nowhere = { offset: null, beforeOffset: null };
    return { subscriptionId, operation: 'upsert', featureId: feature.id, ...nowhere, digest, sample, at };
  });
  return [...lines, ...lines.map((line): NewChange => ({ ...line, operation: 'remove', digest: null }))];
}

/** The layers of which an interest has samples: those it names, or all. Its areas and severities do not count here. */
export function sampledLayers({ layers }: InterestV1): readonly Layer[] {
  return layers ?? LAYERS;
}
