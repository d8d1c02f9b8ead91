import { describe, expect, it } from '@jest/globals';
import { ALL_TOPIC_NAMES, topicSettings } from '@hinomi/contracts';
import type { TopicStanding } from '@hinomi/event-log';
import type { Finding } from './finding.js';
import { judgeBrokers } from './judge-brokers.js';
import { judgeStore } from './judge-store.js';

const standing = (topic: string, over: Partial<TopicStanding> = {}): TopicStanding => ({
  ...{ topic, partitions: topicSettings(topic)!.partitions, replicas: 3, inSync: 3 },
  settings: { minInsync: 2, keepsAll: topicSettings(topic)!.cleanup === 'keep' },
  ...over,
});
const notWell = (findings: readonly Finding[]): string[] =>
  findings.filter(({ verdict }) => verdict !== 'well').map(({ verdict, words }) => `${verdict}: ${words}`);
const brokers = (over: Record<string, Partial<TopicStanding>> = {}, count = 3): string[] =>
  notWell(judgeBrokers({ brokers: count, topics: ALL_TOPIC_NAMES.map((topic) => standing(topic, over[topic])) }));

describe('judgeBrokers', () => {
  it('finds nothing where three keep everything, and asks no more than it may see', () => {
    expect(brokers()).toEqual([]);
    expect(brokers({ hazards: { settings: null } })).toEqual([]);
  });

  it('tells of copies that are too few, not in step, or not waited for', () => {
    expect(brokers({ hazards: { replicas: 1, inSync: 1 }, needs: { inSync: 2 } })).toEqual([
      'wrong: 1 topics have fewer than three copies (hazards)',
      'wrong: copies of needs are not in step',
    ]);
    expect(brokers({ audit: { settings: { minInsync: 1, keepsAll: true } } })).toEqual([
      'wrong: audit: a record is acknowledged with one copy',
    ]);
    // With two brokers there is no third copy to ask for: that they are two is what is said.
    expect(brokers({ hazards: { replicas: 2, inSync: 2 } }, 2)).toEqual([
      'warning: 2 broker(s) answer: the loss of one machine loses or stops the log',
    ]);
  });

  it('tells of records that are dropped only where they are kept for ever', () => {
    const settings = { minInsync: 2, keepsAll: false };
    expect(brokers({ raw: { settings }, picture: { settings }, 'drill.shelters': { settings } })).toEqual([
      'wrong: drill.shelters: records are dropped, though what is in there cannot be had again',
    ]);
  });
});

describe('judgeStore', () => {
  it('asks no PostGIS of the vault', () => {
    const facts = { version: '15.8', postgis: false, isSuperuser: false, clockAheadMs: 0, taken: [] };
    const of = (isVault: boolean): string[] =>
      notWell(judgeStore({ ...facts, pending: [], missing: [] }, { setting: 'X', host: 'db:5432', isVault }));
    expect(of(true)).toEqual([]);
    expect(of(false)).toEqual(['wrong: the database at db:5432 has no PostGIS']);
  });
});
