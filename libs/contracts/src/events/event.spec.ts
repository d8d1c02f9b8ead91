import { describe, expect, it } from '@jest/globals';
import { HubError } from '../errors/hub-error.js';
import type { EventId, HazardId } from '../ids.js';
import { instantFromMillis } from '../instant.js';
import type { LogRecord } from '../log-record.js';
import { decodeEvent, encodeEvent } from './event.js';
import { hazardExpired, type HazardExpiredV1 } from './hazard-expired.v1.js';

const at = instantFromMillis(1_700_000_000_000);
const data: HazardExpiredV1 = {
  hazardId: 'jma-quake:20240101161010' as HazardId,
  family: 'earthquake',
  end: at,
  exercise: null,
};
const attributes = {
  id: 'e1' as EventId,
  source: 'hub:aggregator',
  subject: 's',
  time: at,
  exercise: null,
  trace: 't',
};

function logged(change: Partial<LogRecord> = {}): LogRecord {
  const record = encodeEvent(hazardExpired, { ...attributes, data });
  return { ...record, topic: 'hazards', partition: 0, offset: 7, appendedAt: at, ...change };
}

describe('the CloudEvents binding', () => {
  it('reads back what it wrote', () => {
    expect(decodeEvent(hazardExpired, logged())).toEqual({ ...attributes, type: 'hazard.expired.v1', data });
  });

  it('names the place of a record that does not follow its contract', () => {
    const broken = logged({ value: new TextEncoder().encode(JSON.stringify({ ...data, end: 'tomorrow' })) });
    expect(() => decodeEvent(hazardExpired, broken)).toThrow(/hazards\/0@7: .* at \/end/);
  });

  it.each([
    ['not JSON', { value: new TextEncoder().encode('{') }],
    ['not UTF-8', { value: new Uint8Array([0xff, 0xfe]) }],
    ['of another type', { headers: { ...logged().headers, ce_type: 'other.v1' } }],
    ['without its headers', { headers: {} }],
  ])('refuses a record that is %s', (_what, change) => {
    expect(() => decodeEvent(hazardExpired, logged(change as Partial<LogRecord>))).toThrow(HubError);
  });
});
