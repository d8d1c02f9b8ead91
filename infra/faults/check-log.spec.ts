import { describe, expect, it } from '@jest/globals';
import { LogCheck, type AcknowledgedInputs } from './check-log.mjs';

type Kept = Parameters<LogCheck['add']>[0];

const digestOf = (bytes: Uint8Array | null): string => (bytes === null ? 'none' : Buffer.from(bytes).toString());
const record = (topic: string, text: string, headers: Record<string, string>): Kept => ({
  ...{ topic, headers },
  value: new TextEncoder().encode(text),
});
const raw = (text = 'telegram', id = 'raw-1'): Kept =>
  record('raw', text, { ce_id: id, part: '1', parts: '1', sha256: text });
const event = (text = 'event', id = 'event-1'): Kept => record('drill.hazards-urgent', text, { ce_id: id });
const report = (evacueeno = 7): Kept => {
  const attributes = { eststts: { value: 'open' }, evacueeno: { value: evacueeno } };
  return record('shelters', JSON.stringify({ rawId: 'report:R1', attributes }), { ce_id: `of-${evacueeno}` });
};
const ledger: AcknowledgedInputs = {
  posts: [{ index: 1, sha256: 'telegram', rawId: 'raw-1', events: ['event-1'] }],
  reports: new Map([['R1', { values: { evacueeno: 7, eststts: 'open' }, acknowledged: true }]]),
};
const against = (...records: Kept[]) => {
  const check = new LogCheck();
  for (const each of records) check.add(each, digestOf);
  return check.against(ledger);
};

describe('the check of the log', () => {
  it('finds nothing wrong where everything is as it was acknowledged', () => {
    expect(against(raw(), event(), report())).toEqual({ faults: [], repeats: 0 });
  });

  it.each([
    ['a telegram is missing', [event(), report()], 'raw-1 is not in raw'],
    ['a telegram has other bytes', [raw('telegraM'), event(), report()], 'raw has 1/1 telegraM'],
    ['its digest belongs to other bytes', [{ ...raw(), value: Buffer.from('x') }, event(), report()], 'raw has'],
    ['an event is missing', [raw(), report()], 'event event-1 is not on the log'],
    ['one id is two events', [raw(), event(), event('other'), report()], 'event-1 is on the log in 2 versions'],
    ['a report is missing', [raw(), event()], 'R1 was acknowledged and is not'],
    ['a report says something else', [raw(), event(), report(8)], 'R1 is on the log as'],
    ['a report is there twice, with two contents', [raw(), event(), report(), report(8)], 'R1 is on the log in 2'],
  ])('says so when %s', (_, records, words) => {
    expect(against(...records).faults.join('\n')).toContain(words);
  });

  it('counts the same event twice as a repeat', () => {
    expect(against(raw(), event(), event(), report())).toEqual({ faults: [], repeats: 1 });
  });
});
