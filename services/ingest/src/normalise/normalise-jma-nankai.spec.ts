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
  const [event] = normaliseJmaXml(parseJmaXml(readFileSync(new URL(`${name}.xml`, fixtures))), {
    source: { id: 'jma-eqvol' as SourceId, attribution: '気象庁' },
    exercise: null,
    rawId: 'raw/jma-eqvol/1' as EventId,
    trace: 'trace-1',
    receivedAt: '2026-11-23T00:00:00.000Z' as Instant,
  });
  if (!event) throw new Error(`${name} makes no event`);
  expect(HazardReportedV1.parse(event.data)).toEqual(event.data);
  return event.data;
}

describe('南海トラフ地震臨時情報', () => {
  it('is one state of the nation, known report by report', () => {
    const [inquiry, caution, second] = ['VYSE50_investigating', 'VYSE50_caution', 'VYSE51_second'].map(one);
    expect(inquiry).toMatchObject({ hazardId: 'jma-nankai', subject: 'jma:nankai:20260814170000', family: 'nankai' });
    expect(caution).toMatchObject({ hazardId: 'jma-nankai', subject: 'jma:nankai:20260814191500' });
    expect(second).toMatchObject({ hazardId: 'jma-nankai', order: { version: 2 } });
    expect(one('VYSE60_subsequent').hazardId).toBe('jma-subsequent-quake');
    expect(hazardReported.topic(caution!)).toBe('hazards-urgent');
  });

  it('stands a week when it calls for readiness, a day when it informs', () => {
    expect(one('VYSE50_caution').validTo).toBe('2026-08-21T10:15:00.000Z');
    expect(one('VYSE60_subsequent').validTo).toBe('2026-11-09T05:30:00.000Z');
    expect(one('VYSE50_investigating').validTo).toBe('2026-08-15T08:00:00.000Z');
    expect(one('VYSE52_routine').validTo).toBe('2026-09-05T08:00:00.000Z');
  });

  it('is corrected and taken back by its EventID', () => {
    const [first, corrected, voided] = ['VYSE50_caution', 'VYSE50_caution-corrected', 'VYSE50_cancel'].map(one);
    expect(corrected!.subject).toBe(first!.subject);
    expect(compareReports(corrected!.order, first!.order)).toBeGreaterThan(0);
    expect(voided).toMatchObject({ effect: 'voids-subject', subject: first!.subject, statement: null });
    expect(compareReports(voided!.order, corrected!.order)).toBeGreaterThan(0);
  });
});
