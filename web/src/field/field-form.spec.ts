import { describe, expect, it } from '@jest/globals';
import {
  FIELD_REPORT_THEMES,
  FieldReportRequest,
  FieldReportStepRequest,
  type FieldGeometry,
  type FieldReportEntry,
  type Instant,
} from '@hinomi/contracts';
import { ulid } from 'ulid';
import { changeRequest, emptyField, endRequest, fieldFormOf, fieldProblems, fieldRequest } from './field-form.js';

const NOW = Date.parse('2026-06-01T03:04:00.000Z');
const HERE: FieldGeometry = { type: 'Point', coordinates: [136.9, 37.39] };
const ids = { reportId: ulid(), stepId: ulid() };

describe('the form of a field report', () => {
  it.each(FIELD_REPORT_THEMES)(
    'of %s makes what the hub takes, with nothing known but where and since when',
    (theme) => {
      const form = { ...emptyField(theme, NOW), name: '大沢町' };
      expect(fieldProblems(form, HERE, NOW)).toEqual([]);
      const request = fieldRequest(form, HERE, ids, null, NOW);
      expect(FieldReportRequest.parse(request)).toEqual(request);
      expect(request.content.since).toBe('2026-06-01T03:04:00.000Z');
      // What is said, typed again, says the same.
      expect(fieldRequest(fieldFormOf(request.content), HERE, ids, null, NOW)).toEqual(request);
    },
  );

  it('tells numbers from what is not known, in full width too', () => {
    const form = {
      ...emptyField('power-outage', NOW),
      details: { houseno: '１，２００'.replace('，', ','), estendtime: '' },
    };
    expect(fieldRequest(form, HERE, ids, null, NOW).content.details).toEqual({ houseno: 1200, estendtime: null });
    expect(fieldRequest({ ...form, details: { houseno: '0' } }, HERE, ids, null, NOW).content.details['houseno']).toBe(
      0,
    );
  });

  it('says what is missing or cannot be read', () => {
    const road = emptyField('road', NOW);
    expect(fieldProblems(road, null, NOW)).toEqual(['name', 'place']);
    const fire = { ...emptyField('fire', NOW), since: '2026-06-01T12:05' };
    expect(fieldProblems(fire, HERE, NOW)).toEqual(['since']);
    expect(fieldProblems({ ...fire, since: '' }, HERE, NOW)).toEqual([]);
    const outage = { ...emptyField('gas-outage', NOW), details: { houseno: '約100' } };
    expect(fieldProblems(outage, HERE, NOW)).toEqual(['count']);
  });

  it('shows a road to everybody, and people in trouble to who helps', () => {
    expect(emptyField('road', NOW).audience).toBe('public');
    expect(emptyField('isolated-community', NOW).audience).toBe('responders');
  });

  it('makes steps that follow the one that was seen last', () => {
    const { content } = fieldRequest(emptyField('fire', NOW), HERE, ids, null, NOW);
    const seen = { issuedAt: '2026-06-01T03:00:00.000Z' as Instant, reason: '', by: { subject: 'u', name: '' } };
    const step = { ...seen, stepId: ids.stepId, step: 'report' as const, recordedAt: seen.issuedAt, content };
    const entry = { steps: [step] } as unknown as FieldReportEntry;
    for (const kind of ['resolve', 'withdraw', 'restore'] as const) {
      const request = endRequest(entry, kind, ulid(), NOW);
      expect(FieldReportStepRequest.parse(request)).toEqual(request);
      expect(request.after).toBe(ids.stepId);
    }
    expect(endRequest(entry, 'restore', ulid(), NOW)).toMatchObject({ step: 'change', content });
    const change = changeRequest({ ...fieldFormOf(content), note: '消防団が向かう' }, HERE, ulid(), ids.stepId, NOW);
    expect(FieldReportStepRequest.parse(change)).toMatchObject({ content: { note: '消防団が向かう' } });
  });
});
