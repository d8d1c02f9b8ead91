import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { NeedsCountedV1, needsCounted, needsCountedId } from './needs-counted.v1.js';
import { NeedsPublishedV1, needsPublished, needsPublishedId } from './needs-published.v1.js';
import { codeSystemOf } from './health-code.js';

const sample = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./${name}.sample.json`, import.meta.url), 'utf8'));
const counted = NeedsCountedV1.parse(sample('needs-counted.v1'));
const published = NeedsPublishedV1.parse(sample('needs-published.v1'));

describe('exact counts', () => {
  it.each([
    ['a name beside the counts', { ...counted, name: '試験 花子' }],
    ['a name in a count', { ...counted, needs: { insulin: { count: 1, who: '試験 花子' } } }],
    ['a name as a need', { ...counted, needs: { '試験 花子': { count: 1 } } }],
    ['a name in Latin letters as a need', { ...counted, needs: { 'Tanaka Taro': { count: 1 } } }],
    ['a date of birth as a need', { ...counted, needs: { '1950-05-05': { count: 1 } } }],
    ['a text for a number', { ...counted, needs: { insulin: { count: '試験' } } }],
    ['a number below zero', { ...counted, needs: { insulin: { count: -1 } } }],
    ['half a person', { ...counted, needs: { insulin: { count: 0.5 } } }],
    ['a version in words', { ...counted, rulesVersion: '試験' }],
    ['no word on whether it is an exercise', { ...counted, exercise: undefined }],
  ])('%s is refused', (_what, event) => {
    expect(NeedsCountedV1.safeParse(event).success).toBe(false);
  });

  it('go to their topic by shelter, the same with the same id', () => {
    expect([needsCounted.topic(counted), needsCounted.key(counted)]).toEqual(['needs', counted.shelterId]);
    expect(needsCountedId(counted)).toBe(needsCountedId({ ...counted }));
    expect(needsCountedId(counted)).not.toBe(needsCountedId({ ...counted, needs: {} }));
  });
});

describe('published counts', () => {
  const need = (value: unknown): unknown => ({
    ...published,
    needs: { insulin: { value, asOf: published.period.from } },
  });
  it.each([
    ['a number below the threshold', need(4)],
    ['none as a number', need(0)],
    ['a word that is none of the two', need('few')],
    ['a name beside it', { ...published, who: 'x' }],
    ['a municipality by name', { ...published, area: { level: 'municipality', code: '七尾市' } }],
  ])('%s is refused', (_what, event) => {
    expect(NeedsPublishedV1.safeParse(event).success).toBe(false);
  });

  it('go to their topic by area, one of each area and period', () => {
    expect([needsPublished.topic(published), needsPublished.key(published)]).toEqual([
      'needs-published',
      'municipality/17202',
    ]);
    expect(needsPublishedId(published)).toBe('needs-published/municipality/17202/2026-09-01T03:00:00.000Z');
  });
});

it('knows code systems by their URIs and OIDs, and keeps the URI of any other', () => {
  expect(codeSystemOf('urn:oid:1.2.392.100495.20.1.73')).toBe('yj');
  expect(codeSystemOf('http://capstandard.jp/iyaku.info/CodeSystem/YJ-code')).toBe('yj');
  expect(codeSystemOf('constructor')).toBe('constructor');
});
