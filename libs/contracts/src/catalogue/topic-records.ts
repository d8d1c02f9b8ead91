import type { z } from 'zod';
import { BoundariesChangedV1, boundariesChanged } from '../events/boundaries-changed.v1.js';
import boundariesSample from '../events/boundaries-changed.v1.sample.json' with { type: 'json' };
import { DatasetListedV1, datasetListed } from '../events/dataset-listed.v1.js';
import datasetSample from '../events/dataset-listed.v1.sample.json' with { type: 'json' };
import { HazardExpiredV1, hazardExpired } from '../events/hazard-expired.v1.js';
import expiredSample from '../events/hazard-expired.v1.sample.json' with { type: 'json' };
import { HazardReportedV1, hazardReported } from '../events/hazard-reported.v1.js';
import eewSample from '../events/hazard-reported.v1.eew.sample.json' with { type: 'json' };
import hazardSample from '../events/hazard-reported.v1.sample.json' with { type: 'json' };
import { ObservationReportedV1, observationReported } from '../events/observation-reported.v1.js';
import observationSample from '../events/observation-reported.v1.sample.json' with { type: 'json' };
import { ObservationsReportedV1, observationsReported } from '../events/observations-reported.v1.js';
import observationsSample from '../events/observations-reported.v1.sample.json' with { type: 'json' };
import { PopulationCountedV1, populationCounted } from '../events/population-counted.v1.js';
import populationSample from '../events/population-counted.v1.sample.json' with { type: 'json' };
import { SensorDescribedV1, sensorDescribed } from '../events/sensor-described.v1.js';
import sensorSample from '../events/sensor-described.v1.sample.json' with { type: 'json' };
import fieldSample from '../events/thing-reported.v1.field.sample.json' with { type: 'json' };
import placeSample from '../events/thing-reported.v1.place.sample.json' with { type: 'json' };
import { ThingReportedV1, thingReported } from '../events/thing-reported.v1.js';
import thingSample from '../events/thing-reported.v1.sample.json' with { type: 'json' };
import { NeedsPublishedV1, needsPublished } from '../health/needs-published.v1.js';
import needsSample from '../health/needs-published.v1.sample.json' with { type: 'json' };
import { FeatureV1 } from '../picture/feature.v1.js';
import featureSample from '../picture/feature.v1.sample.json' with { type: 'json' };
import { TOPICS, type TopicName } from '../topics.js';

/** One kind of record of a topic. */
export interface TopicRecord {
  /** `ce_type` of its records. */
  type: string;
  /** What its schema is called in the documents. */
  name: string;
  schema: z.ZodType;
  sample: unknown;
}

const hazard = (sample: unknown): TopicRecord => ({
  type: hazardReported.type,
  name: 'HazardReportedV1',
  schema: HazardReportedV1,
  sample,
});
const expired: TopicRecord = {
  type: hazardExpired.type,
  name: 'HazardExpiredV1',
  schema: HazardExpiredV1,
  sample: expiredSample,
};
const reportedThing = (sample: unknown): TopicRecord => ({
  type: thingReported.type,
  name: 'ThingReportedV1',
  schema: ThingReportedV1,
  sample,
});
const listed: TopicRecord = {
  type: datasetListed.type,
  name: 'DatasetListedV1',
  schema: DatasetListedV1,
  sample: datasetSample,
};

/** Topics that no one outside the hub reads. */
export const CLOSED_TOPICS = [
  'raw',
  'incidents',
  'needs',
  'decisions',
  'writers',
  'audit',
  'quarantine',
] as const satisfies readonly TopicName[];
export type ClosedTopic = (typeof CLOSED_TOPICS)[number];
export type OpenTopic = Exclude<TopicName, ClosedTopic>;

/** Topics that are described to others. */
export const OPEN_TOPICS = (Object.keys(TOPICS) as TopicName[]).filter(
  (topic): topic is OpenTopic => !(CLOSED_TOPICS as readonly string[]).includes(topic),
);

/** The records of each open topic. */
export const TOPIC_RECORDS: Readonly<Record<OpenTopic, readonly TopicRecord[]>> = {
  hazards: [hazard(hazardSample), expired],
  'hazards-urgent': [hazard(eewSample), expired],
  observations: [
    {
      type: observationsReported.type,
      name: 'ObservationsReportedV1',
      schema: ObservationsReportedV1,
      sample: observationsSample,
    },
    {
      type: observationReported.type,
      name: 'ObservationReportedV1',
      schema: ObservationReportedV1,
      sample: observationSample,
    },
  ],
  places: [
    { type: sensorDescribed.type, name: 'SensorDescribedV1', schema: SensorDescribedV1, sample: sensorSample },
    reportedThing(placeSample),
    listed,
  ],
  shelters: [reportedThing(thingSample), listed],
  'field-reports': [reportedThing(fieldSample), listed],
  'needs-published': [
    { type: needsPublished.type, name: 'NeedsPublishedV1', schema: NeedsPublishedV1, sample: needsSample },
  ],
  reference: [
    {
      type: boundariesChanged.type,
      name: 'BoundariesChangedV1',
      schema: BoundariesChangedV1,
      sample: boundariesSample,
    },
    {
      type: populationCounted.type,
      name: 'PopulationCountedV1',
      schema: PopulationCountedV1,
      sample: populationSample,
    },
  ],
  picture: [{ type: 'picture.feature.v1', name: 'FeatureV1', schema: FeatureV1, sample: featureSample }],
};

/** What orders the records of each open topic, and what compaction keeps the newest of. */
export const TOPIC_KEYS: Readonly<Record<OpenTopic, string>> = {
  hazards: 'hazardId',
  'hazards-urgent': 'hazardId',
  observations: 'the id of the source, or of the sensor',
  places: 'the dataset, else the subject; of a sensor its id',
  shelters: 'the dataset, else the subject',
  'field-reports': 'the dataset, else the subject',
  'needs-published': 'the area',
  reference: 'the dataset: a set of boundaries, a grid square of the census',
  picture: 'the id of the feature; @claim for a writer that takes over',
};
