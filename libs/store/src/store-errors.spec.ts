import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import { storeError } from './store-errors.js';

describe('storeError', () => {
  it('says in words what passes, also where Node has a code alone', () => {
    const refused = Object.assign(new AggregateError([new Error('a'), new Error('b')]), { code: 'ECONNREFUSED' });
    expect(storeError(refused)).toMatchObject({
      code: 'store.unavailable',
      retryable: true,
      message: 'The store is not available: ECONNREFUSED',
      cause: refused,
    });
  });

  it('leaves anything else as it is', () => {
    const wrong = Object.assign(new Error('syntax error'), { code: '42601' });
    const own = new HubError('not-found', 'x');
    expect([storeError(wrong), storeError(own), storeError('odd')]).toEqual([wrong, own, 'odd']);
  });
});
