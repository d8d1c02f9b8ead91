import { describe, expect, it } from '@jest/globals';
import { reportEventId, thingSeverity, type FieldReportContent, type Instant, type Subject } from '@hinomi/contracts';
import { normaliseFieldStep, type EnteredFieldStep } from './normalise-field-step.js';

const content: FieldReportContent = {
  theme: 'road',
  name: '国道249号',
  geometry: { type: 'Point', coordinates: [136.9, 37.4] },
  since: null,
  details: { passstts: 'road_close', startpoint: '', emergencypass: null },
  note: '',
  audience: 'public',
};
const entered = (over: Partial<EnteredFieldStep> = {}): EnteredFieldStep => ({
  subject: 'field-report/01' as Subject,
  municipality: { code: '17204', name: '輪島市' },
  exercise: null,
  stepId: 's1',
  step: 'report',
  number: 1,
  issuedAt: '2026-08-14T10:00:00.000Z' as Instant,
  reason: '',
  by: { subject: 'u1', name: '本部 花子' },
  content,
  ...over,
});

describe('a step of a field report on the log', () => {
  it('says what is known, what is not known, and nothing of what was left empty', () => {
    const { attributes, name, municipality } = normaliseFieldStep(entered());
    expect([name, municipality]).toEqual(['国道249号', '17204']);
    expect(attributes).toEqual({
      passstts: { value: 'road_close' },
      emergencypass: { value: null },
      roadname: { value: '国道249号' },
      citycode: { value: '17204' },
      cityname: { value: '輪島市' },
      starttime: { value: null },
    });
  });

  it('names whoever entered it beside what it says, never within', () => {
    const { entered: beside, ...said } = normaliseFieldStep(entered());
    expect(JSON.stringify(said)).not.toContain('花子');
    expect(beside?.by.name).toBe('本部 花子');
  });

  it('is over with an end, and gone when it was a slip', () => {
    const over = normaliseFieldStep(entered({ step: 'resolve', number: 2 }));
    expect(over.effect).toBe('states');
    expect(over.attributes['endtime']).toEqual({ value: '2026-08-14T10:00:00.000Z' });
    expect(thingSeverity('road', over.attributes)).toBe(0);
    expect(thingSeverity('road', normaliseFieldStep(entered()).attributes)).toBe(3);
    expect(normaliseFieldStep(entered({ step: 'withdraw' })).effect).toBe('voids-subject');
  });

  it('made again is the same event, and another step is another', () => {
    const idOf = (step: EnteredFieldStep) => {
      const { subject, order } = normaliseFieldStep(step);
      return reportEventId(subject, order);
    };
    expect(idOf(entered())).toBe(idOf(entered()));
    expect(idOf(entered({ stepId: 's2', number: 2 }))).not.toBe(idOf(entered()));
  });
});
