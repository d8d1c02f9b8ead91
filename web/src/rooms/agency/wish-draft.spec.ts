import { describe, expect, it } from '@jest/globals';
import { SubscriptionWish } from '@hinomi/contracts';
import { answeredBy, fieldAt, interestOf, missingIn, newDraft, wishOf, type WishDraft } from './wish-draft.js';

const draft = (over: Partial<WishDraft> = {}): WishDraft => ({
  ...newDraft('石川県'),
  ...{ purpose: '県の地図', contact: 'bousai@example.jp' },
  ...over,
});
const box: WishDraft['sketch'] = {
  tool: 'box',
  points: [
    [136, 36],
    [137, 37],
  ],
  ended: true,
};

describe('a wish that is filled in', () => {
  it('is one that the hub can read, as little of it as is filled in', () => {
    expect(SubscriptionWish.parse(wishOf(draft()))).toEqual({
      interest: { exercise: false },
      owner: { organisation: '石川県', purpose: '県の地図', contact: 'bousai@example.jp' },
      ...{ channel: { type: 'pull' }, format: 'cloudevents', expiresAt: null },
    });
  });

  it('is one that the hub can read, with everything', () => {
    const all = draft({
      ...{ layers: ['shelter', 'tsunami'], minSeverity: 3, area: 'drawn', sketch: box, exercise: true },
      ...{ channel: 'webhook', url: ' https://example.jp/in ', batch: '20', format: 'cap', until: '2031-03-31' },
    });
    expect(SubscriptionWish.parse(wishOf(all))).toMatchObject({
      interest: { layers: ['shelter', 'tsunami'], minSeverity: 3, bbox: [136, 36, 137, 37], exercise: true },
      channel: { type: 'webhook', url: 'https://example.jp/in', batch: 20 },
      expiresAt: '2031-03-31T14:59:59.999Z',
    });
  });

  it('says what is missing, and no interest while the area is not whole', () => {
    const open = draft({ purpose: ' ', area: 'drawn', channel: 'webhook' });
    expect(missingIn(open)).toEqual(['purpose', 'area', 'url']);
    expect(interestOf(open)).toBeNull();
    expect(missingIn(draft({ layers: [] }))).toEqual(['layers']);
    expect(missingIn(draft({ area: 'municipalities' }))).toEqual(['area']);
    expect(missingIn(draft({ area: 'municipalities', codes: ['17204'] }))).toEqual([]);
  });

  it('takes back what was said of a field once that is changed, and of no other', () => {
    expect(answeredBy({ codes: ['17204'] })).toEqual(['area']);
    expect(answeredBy({ purpose: 'x' })).toEqual(['purpose']);
    expect(answeredBy({ channel: 'pull' })).toEqual(['channel', 'url', 'batch']);
  });

  it('leaves a number that is none to the hub', () => {
    const read = SubscriptionWish.safeParse(wishOf(draft({ channel: 'webhook', url: 'https://a.jp', batch: 'x' })));
    expect(fieldAt(`/${read.error?.issues[0]?.path.join('/')}`)).toBe('batch');
  });
});

describe('a place that the hub names', () => {
  it.each([
    ['/owner/contact', 'contact'],
    ['/interest/layers/2', 'layers'],
    ['/interest/area/polygon/coordinates/0', 'area'],
    ['/channel/type', 'channel'],
    ['/channel/url', 'url'],
    ['/channel/batch', 'batch'],
    ['/expiresAt', 'until'],
  ])('%s is the field %s', (pointer, field) => {
    expect(fieldAt(pointer)).toBe(field);
  });

  it('is none of the form', () => {
    expect([fieldAt('/other'), fieldAt(null)]).toEqual([null, null]);
  });
});
