import {
  FeatureV1,
  LAYER_SAMPLES,
  LAYERS,
  RunId,
  type FeatureId,
  type Instant,
  type InterestV1,
  type Layer,
} from '@hinomi/contracts';

/** Samples are of an exercise that never was. */
const RUN = RunId.parse('sandbox');

/** The sample of a layer as if the hub had learned of it at a moment: an exercise's, for whoever asked for it. */
export function sampleFeature(layer: Layer, at: Instant): FeatureV1 {
  const sample = FeatureV1.parse(LAYER_SAMPLES[layer]);
  const id = `drill:${RUN}:${sample.id.replace(/^drill:[^:]+:/, '')}` as FeatureId;
  return { ...sample, id, exercise: RUN, recordedAt: at, label: { classification: 'public', jurisdiction: null } };
}

/** The layers of which an interest has samples: those it names, or all. Its areas and severities do not count here. */
export function sampledLayers({ layers }: InterestV1): readonly Layer[] {
  return layers ?? LAYERS;
}
