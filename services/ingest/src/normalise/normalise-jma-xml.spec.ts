import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  compareReports,
  HazardReportedV1,
  hazardReported,
  type EventId,
  type HubEvent,
  type Instant,
  type RunId,
  type SourceId,
} from '@hinomi/contracts';
import { parseJmaXml } from '@hinomi/formats';
import { normaliseJmaXml } from './normalise-jma-xml.js';
import type { SourceContext } from './source-context.js';

const root = new URL('../../../../', import.meta.url).pathname;

const context = (over: Partial<SourceContext> = {}): SourceContext => ({
  source: { id: 'jma-eqvol' as SourceId, attribution: '気象庁' },
  exercise: null,
  rawId: 'raw/jma-eqvol/1' as EventId,
  trace: 'trace-1',
  receivedAt: '2026-11-23T00:00:00.000Z' as Instant,
  ...over,
});

function read(name: string, over?: Partial<SourceContext>): HubEvent<HazardReportedV1>[] {
  const bytes = readFileSync(`${root}libs/formats/fixtures/jma-xml/${name}.xml`);
  const events = normaliseJmaXml(parseJmaXml(bytes), context(over));
  for (const { data } of events) expect(HazardReportedV1.parse(data)).toEqual(data);
  return events;
}

function one(name: string, over?: Partial<SourceContext>): HubEvent<HazardReportedV1> {
  const [event, ...more] = read(name, over);
  if (!event || more.length > 0) throw new Error(`${name} does not make one event`);
  return event;
}

describe('every telegram', () => {
  it('makes an event that says who, when, where from', () => {
    const event = one('VXSE52_hypocentre');
    expect(event).toMatchObject({
      type: 'hazard.reported.v1',
      source: 'jma-eqvol',
      subject: 'jma:VXSE52:20250410140112',
      time: '2025-04-10T05:03:00.000Z',
      exercise: null,
      trace: 'trace-1',
    });
    expect(event.data).toMatchObject({
      source: { id: 'jma-eqvol', agency: '気象庁', attribution: '気象庁' },
      title: '震源に関する情報',
      headline: '　１０日１４時０１分ころ、地震がありました。',
      text: '津波の心配はありません。',
      issuedAt: '2025-04-10T05:03:00.000Z',
      order: { version: 0, sentAt: '2025-04-10T05:03:20.000Z', parserRevision: 2 },
      rawId: 'raw/jma-eqvol/1',
    });
  });

  it('is the same event when it comes again, by whatever way', () => {
    const again = context({ rawId: 'raw/other/2' as EventId, trace: 'trace-2' });
    expect(one('VXSE51_flash', again).id).toBe(one('VXSE51_flash').id);
    expect(one('VXSE51_correction').id).not.toBe(one('VXSE51_flash').id);
  });

  it('names the source where the telegram names no office', () => {
    expect(one('VXSE53_missing-elements').data.source.agency).toBe('jma-eqvol');
    const named = { id: 'jma-eqvol' as SourceId, attribution: '気象庁', agency: '地震火山部' };
    expect(one('VXSE53_missing-elements', { source: named }).data.source.agency).toBe('地震火山部');
  });
});

describe('exercises', () => {
  it('takes 訓練 and 試験 out of the real world', () => {
    expect(one('VTSE41_training')).toMatchObject({
      exercise: 'jma-training',
      subject: 'drill:jma-training:jma:VTSE41:20250602031045',
      data: { exercise: 'jma-training', hazardId: 'drill:jma-training:jma-tsunami' },
    });
    expect(one('VXSE52_test-unknown').data.hazardId).toBe('drill:jma-test:jma-quake:20250411090000');
  });

  it('takes a test of the line out of the real world, whatever status it carries', () => {
    const { exercise, data } = one('VXSE42_line-test');
    expect(exercise).toBe('jma-test');
    expect(data).toMatchObject({ family: 'bulletin', text: '緊急地震速報のテスト電文です。' });
  });

  it('keeps whatever came in with a drill in that drill', () => {
    const exercise = 'noto-1' as RunId;
    expect(one('VXSE51_flash', { exercise }).data.hazardId).toBe('drill:noto-1:jma-quake:20250410140112');
    expect(one('VTSE41_training', { exercise }).subject).toBe('drill:noto-1:jma:VTSE41:20250602031045');
  });

  it('keeps a drill on the topic its hazard would have', () => {
    const { data } = one('VPWW56_training');
    expect(hazardReported.topic(data)).toBe('hazards-urgent');
  });
});

describe('earthquakes', () => {
  it('are one hazard with a subject per kind of telegram', () => {
    const events = ['VXSE51_flash', 'VXSE52_hypocentre', 'VXSE53_missing-reading', 'VXSE61_degrees-and-minutes'].map(
      (name) => one(name),
    );
    expect(new Set(events.map(({ data }) => data.hazardId))).toEqual(new Set(['jma-quake:20250410140112']));
    expect(new Set(events.map(({ subject }) => subject)).size).toBe(4);
  });

  it('are joined by what is told of long-period motion', () => {
    expect(one('VXSE62_long-period').data).toMatchObject({
      hazardId: 'jma-quake:20250410140112',
      subject: 'jma:VXSE62:20250410140112',
      effect: 'states',
    });
    expect(one('VXSE62_cancel').data).toMatchObject({
      effect: 'voids-subject',
      subject: 'jma:VXSE62:20250410140112',
    });
  });

  it('hold for a day from when the ground shook, not from when it was told', () => {
    expect(one('VXSE61_degrees-and-minutes').data).toMatchObject({
      issuedAt: '2025-04-10T07:40:00.000Z',
      validFrom: '2025-04-10T05:01:00.000Z',
      validTo: '2025-04-11T05:01:00.000Z',
    });
    expect(one('VXSE51_flash').data.validFrom).toBe('2025-04-10T05:01:00.000Z');
    expect(one('VXSE53_missing-elements').data.validFrom).toBe('2025-04-10T05:03:00.000Z');
  });

  it('are ordered by serial, then by the time the correction was sent', () => {
    const [flash, correction] = [one('VXSE51_flash').data, one('VXSE51_correction').data];
    expect(correction).toMatchObject({ effect: 'states', subject: flash.subject });
    expect(compareReports(correction.order, flash.order)).toBeGreaterThan(0);
    expect(one('VXSE53_late-not-felt').data).toMatchObject({ effect: 'states', order: { version: 3 } });
  });

  it('are taken back by subject', () => {
    expect(one('VXSE51_cancel').data).toMatchObject({
      effect: 'voids-subject',
      subject: one('VXSE51_flash').subject,
      statement: null,
      text: '先の震度速報は誤りでした。取り消します。',
    });
    expect(one('VXSE53_distant-cancel').data.order.version).toBe(3);
  });
});

describe('tsunami', () => {
  it('is one national state with a subject per part', () => {
    expect(one('VTSE41_unknown-heights')).toMatchObject({
      subject: 'jma:VTSE41:20250602031045',
      data: { hazardId: 'jma-tsunami', family: 'tsunami', order: { version: 0 } },
    });
    expect(read('VTSE51_observation-and-arrival').map(({ subject }) => subject)).toEqual([
      'jma:VTSE51:arrival:20250602031045',
      'jma:VTSE51:observation:20250602031045',
    ]);
    expect(one('VTSE51_arrival').subject).toBe('jma:VTSE51:arrival:20250602031045');
    expect(one('VTSE52_offshore').subject).toBe('jma:VTSE52:20250602031045');
  });

  it('names several earthquakes in one order, whatever order they are written in', () => {
    expect(one('VTSE41_slight-change').subject).toBe('jma:VTSE41:20250703093012+20250703101500');
  });

  it('ends by itself only when no coast has more than slight changes', () => {
    expect(one('VTSE41_slight-change').data.validTo).toBe('2025-07-03T07:20:00.000Z');
    expect(one('VTSE41_advisory-with-end').data.validTo).toBe('2025-07-10T00:35:00.000Z');
    expect(one('VTSE41_lifted').data.validTo).toBe('2025-06-09T09:00:00.000Z');
  });

  it('takes back both parts of VTSE51', () => {
    expect(read('VTSE51_cancel').map(({ data }) => [data.subject, data.effect, data.statement])).toEqual([
      ['jma:VTSE51:arrival:20250602031045', 'voids-subject', null],
      ['jma:VTSE51:observation:20250602031045', 'voids-subject', null],
    ]);
    expect(one('VTSE41_cancel').data).toMatchObject({ effect: 'voids-subject', subject: 'jma:VTSE41:20250602031045' });
  });
});

describe('warnings and rivers', () => {
  it('keys a warning by telegram and 府県予報区', () => {
    expect(one('VPWW55_heavy-rain').data).toMatchObject({
      hazardId: 'jma-warning:VPWW55:200000',
      subject: 'jma:VPWW55:200000',
      family: 'weather-warning',
      effect: 'states',
      order: { version: 0 },
      validFrom: '2026-07-08T21:05:00.000Z',
      validTo: '2026-07-15T21:05:00.000Z',
    });
  });

  it('states an empty state when all is lifted', () => {
    expect(one('VPWW55_all-lifted').data).toMatchObject({ effect: 'states', statement: { cities: [] } });
  });

  it('takes back only the warning before it', () => {
    expect(one('VPWW55_cancel').data).toMatchObject({
      subject: 'jma:VPWW55:200000',
      effect: 'voids-previous',
      statement: null,
    });
  });

  it('keys a river forecast by its forecast area and orders it by time, since serials start anew with each flood', () => {
    expect(one('VXKO_levels-per-river').data).toMatchObject({
      hazardId: 'jma-river:850404000100',
      subject: 'jma:VXKO:850404000100',
      order: { version: 0 },
      validTo: '2026-07-15T22:10:00.000Z',
      text: '杭瀬下の水位は危険水位に達しました。\n小市の水位は注意水位を超えました。\n雨はまだ続きます。',
    });
    expect(one('VXKO_cancel').data).toMatchObject({ effect: 'voids-subject', statement: null });
  });
});
