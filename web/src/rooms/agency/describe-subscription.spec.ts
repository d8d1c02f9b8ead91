import { describe, expect, it } from '@jest/globals';
import type { InterestV1, Subscription } from '@hinomi/contracts';
import { agencyWords } from '../../words/agency/agency-words.js';
import { wordsOf } from '../../words/words.js';
import {
  areaText,
  lagAt,
  layersText,
  matching,
  pausedText,
  severityText,
  type Vocabulary,
} from './describe-subscription.js';

const places = { sets: { 'jma-city': { '1720400': '輪島市', '1720200': '七尾市' } }, names: {} };
const ja: Vocabulary = { words: wordsOf('ja'), agency: agencyWords('ja'), places };

function subscription(over: { [Key in keyof Subscription]?: Partial<Subscription[Key]> } = {}): Subscription {
  return {
    id: '01K00000000000000000000000',
    ...{ status: 'active', pausedBecause: null, format: 'cloudevents', channel: { type: 'pull' } },
    holder: { clientId: 'wajima', name: '輪島市の機器', role: 'agency', agency: '輪島市', jurisdiction: null },
    ...over,
    interest: { exercise: false, ...over.interest },
    owner: { organisation: '輪島市', purpose: '地図', contact: '0768-22-2211', ...over.owner },
    account: { lastSequence: 9, acknowledged: 4, waiting: 5, lagMs: 1_000, lastFailure: null, ...over.account },
  } as Subscription;
}

describe('the delay of a subscription', () => {
  it('grows while the hub does not answer, and is none when nothing waits', () => {
    expect(lagAt(subscription(), 10_000, 70_000)).toBe(61_000);
    expect(lagAt(subscription({ account: { waiting: 0, lagMs: 0 } }), 10_000, 70_000)).toBe(0);
  });
});

describe('an interest in words', () => {
  const interest: InterestV1 = { layers: ['tsunami', 'shelter'], minSeverity: 4, exercise: false };

  it('names its layers, its severity and its places', () => {
    expect(layersText(interest, ja)).toBe('津波、避難所');
    expect(severityText(interest, ja)).toBe('危険以上');
    expect(areaText({ ...interest, area: { codes: ['17204', '15'] } }, ja)).toBe('石川県 輪島市、新潟県');
    expect(areaText({ ...interest, bbox: [136, 36, 137.5, 38] }, ja)).toContain('136.00〜137.50');
    expect(areaText(interest, ja)).toBe('全国');
  });

  it('counts the places that are too many to name', () => {
    const codes = ['01', '02', '03', '04', '05', '06'];
    expect(areaText({ ...interest, area: { codes } }, ja)).toMatch(/^北海道、青森県、岩手県、宮城県、ほか2/);
  });
});

describe('the search in the list', () => {
  const all = [subscription(), subscription({ owner: { organisation: '新潟県' }, status: 'paused' as never })];

  it('finds by any word that stands in the row', () => {
    expect(matching(all, '新潟 一時', ja)).toEqual([all[1]]);
    expect(matching(all, 'WAJIMA', ja)).toHaveLength(2);
    expect(matching(all, '新潟 配信中', ja)).toEqual([]);
    expect(matching(all, ' ', ja)).toBe(all);
  });
});

describe('why a subscription is paused', () => {
  it('is said in the reader’s language where the hub’s words are known, and else as they are', () => {
    const because = (pausedBecause: string): string | null =>
      pausedText({ ...subscription(), pausedBecause }, ja.agency);
    expect(because('Paused by its holder.')).toBe('機関が止めました');
    expect(because('Paused by the hub’s operators.')).toBe('ハブの操作員が止めました');
    expect(because('It failed for a day.')).toBe('It failed for a day.');
  });
});
