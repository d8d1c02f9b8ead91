import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  compareReports,
  HazardReportedV1,
  hazardReported,
  type EventId,
  type Instant,
  type SourceId,
} from '@hinomi/contracts';
import { parseJmaXml } from '@hinomi/formats';
import { normaliseJmaXml } from './normalise-jma-xml.js';

const fixtures = new URL('../../../../libs/formats/fixtures/jma-xml/', import.meta.url);

function one(name: string): HazardReportedV1 {
  const [event, ...more] = normaliseJmaXml(parseJmaXml(readFileSync(new URL(`${name}.xml`, fixtures))), {
    source: { id: 'door:relay' as SourceId, attribution: '気象庁' },
    exercise: null,
    rawId: 'raw/door:relay/1' as EventId,
    trace: 'trace-1',
    receivedAt: '2026-11-23T00:00:00.000Z' as Instant,
  });
  if (!event || more.length > 0) throw new Error(`${name} does not make one event`);
  expect(HazardReportedV1.parse(event.data)).toEqual(event.data);
  return event.data;
}

describe('warnings in the form of before 2026', () => {
  it('are hazards of their own, one per 府県予報区 whatever the form', () => {
    const forms = ['VPWW50_oldest', 'VPWW53_special', 'VPWW54_legacy'].map(one);
    expect(new Set(forms.map(({ hazardId }) => hazardId))).toEqual(new Set(['jma-legacy-warning:200000']));
    expect(forms.map(({ subject }) => subject)).toEqual([
      'jma:VPWW50:200000',
      'jma:VPWW53:200000',
      'jma:VPWW54:200000',
    ]);
    expect(hazardReported.topic(one('VPWW53_special'))).toBe('hazards-urgent');
  });

  it('stand until the next, and are taken back one by one', () => {
    expect(one('VPWW54_legacy')).toMatchObject({ effect: 'states', validTo: '2026-07-15T21:05:00.000Z' });
    expect(one('VPWW54_legacy-lifted')).toMatchObject({ effect: 'states', statement: { cities: [] } });
    expect(one('VPWW54_legacy-cancel')).toMatchObject({ effect: 'voids-previous', subject: 'jma:VPWW54:200000' });
  });

  it('know 土砂災害警戒情報 by its EventID, and order it by time since its serials begin anew', () => {
    const [alert, next, voided] = ['VXWW50_alert', 'VXWW50_part-lifted', 'VXWW50_cancel'].map(one);
    expect(alert).toMatchObject({
      family: 'legacy-warning',
      hazardId: 'jma-legacy-landslide:長野県土砂災害警戒情報',
      subject: 'jma:VXWW50:長野県土砂災害警戒情報',
      order: { version: 0 },
    });
    expect(compareReports(next!.order, alert!.order)).toBeGreaterThan(0);
    expect(voided).toMatchObject({ effect: 'voids-previous', subject: alert!.subject });
  });
});
