import { describe, expect, it } from '@jest/globals';
import { FeatureV1, type FeatureId, type NeedArea } from '@hinomi/contracts';
import { minute, publishedNeeds } from '@hinomi/testing';
import { PublishedNeeds } from './published-needs.js';

const TOWN: NeedArea = { level: 'municipality', code: '17202' };
const SHELTER: NeedArea = { level: 'shelter', code: 'table:town/k1' as FeatureId };

const shown = (needs: PublishedNeeds, over: string[] = []) =>
  [...needs.deriveTouched((run) => run !== null && over.includes(run))].map(
    ([id, { feature }]) => [id, feature] as const,
  );
const publish = (needs: PublishedNeeds, ...args: Parameters<typeof publishedNeeds>): void =>
  needs.publish({ published: publishedNeeds(...args), appendedAt: minute(args[1] + 1) }, null);

describe('published needs in the picture', () => {
  it('stand as cells of their area: those of areas for everybody, those of a shelter for responders', () => {
    const needs = new PublishedNeeds();
    publish(needs, TOWN, 0, { insulin: 12, dialysis: 'below' });
    publish(needs, SHELTER, 0, { insulin: 'hidden' });
    const [town, shelter] = shown(needs).map(([, feature]) => FeatureV1.parse({ ...feature, version: 1 }));
    expect(town).toMatchObject({
      ...{ id: 'needs:municipality:17202', layer: 'need', kind: 'need', areaCodes: ['17202'], recordedAt: minute(1) },
      label: { classification: 'public', jurisdiction: null },
      properties: { type: 'needs', code: '17202', needs: { insulin: { value: 12 }, dialysis: { value: 'below' } } },
    });
    expect(shelter).toMatchObject({ id: 'table:town/k1/needs', label: { classification: 'responders' } });
  });

  it('are those of the newest publication, in whatever order they come', () => {
    const needs = new PublishedNeeds();
    publish(needs, TOWN, 180, { insulin: 12 });
    publish(needs, TOWN, 0, { insulin: 5 });
    expect(shown(needs)).toMatchObject([['needs:municipality:17202', { issuedAt: minute(180) }]]);
    publish(needs, TOWN, 180, { insulin: 12 });
    expect(shown(needs)).toEqual([]);
  });

  it('of an exercise are its own, and gone with its run', () => {
    const needs = new PublishedNeeds();
    publish(needs, TOWN, 0, { insulin: 5 }, 'run-a');
    publish(needs, TOWN, 0, { insulin: 7 });
    expect(shown(needs).map(([id]) => id)).toEqual([
      'drill:run-a:needs:municipality:17202',
      'needs:municipality:17202',
    ]);
    needs.touchEverything(null);
    expect(shown(needs, ['run-a'])).toMatchObject([
      ['drill:run-a:needs:municipality:17202', null],
      ['needs:municipality:17202', { exercise: null }],
    ]);
    expect(needs.facts().needs).toHaveLength(1);
  });

  it('come back from a checkpoint', () => {
    const needs = new PublishedNeeds();
    publish(needs, TOWN, 0, { insulin: 5 });
    const again = new PublishedNeeds();
    again.restore(structuredClone(needs.facts()));
    expect(shown(again)).toEqual(shown(needs));
  });
});
