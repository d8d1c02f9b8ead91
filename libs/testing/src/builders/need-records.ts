import {
  encodeEvent,
  needsPublished,
  needsPublishedId,
  realmOf,
  topicIn,
  type NeedArea,
  type NeedsPublishedV1,
  type PublishedValue,
  type RunId,
} from '@hinomi/contracts';
import { minute } from './hazard-reports.js';
import type { Addressed } from './hub-records.js';

/** A publication's cell of one area, of the period that begins at a minute. */
export function publishedNeeds(
  area: NeedArea,
  at: number,
  values: Readonly<Record<string, PublishedValue>>,
  run: string | null = null,
): NeedsPublishedV1 {
  const needs = Object.fromEntries(Object.entries(values).map(([need, value]) => [need, { value, asOf: minute(at) }]));
  return {
    area,
    period: { from: minute(at), until: minute(at + 180) },
    threshold: 5,
    needs,
    rulesVersion: '2026-11.1',
    exercise: run as RunId | null,
  };
}

/** As the vault's publisher appends it. */
export function toldNeeds(data: NeedsPublishedV1): Addressed {
  const id = needsPublishedId(data);
  const { area, period, exercise } = data;
  return {
    topic: topicIn(realmOf(data), 'needs-published'),
    record: encodeEvent(needsPublished, {
      ...{ id, source: 'hub:phr', subject: `needs/${area.level}/${area.code}`, time: period.from, exercise, trace: id },
      data,
    }),
  };
}
