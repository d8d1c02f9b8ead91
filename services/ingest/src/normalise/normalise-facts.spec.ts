import { describe, expect, it } from '@jest/globals';
import {
  hazardReported,
  thingReported,
  type EventId,
  type HubEvent,
  type Instant,
  type SourceId,
} from '@hinomi/contracts';
import type { ReadFact } from '@hinomi/formats';
import { riverReport, thingReport } from '@hinomi/testing';
import { leaveOwn } from '../hubs/leave-own.js';
import type { HubRules } from '../hubs/hub-rules.js';
import { normaliseFacts } from './normalise-facts.js';
import type { SourceContext } from './source-context.js';

const AT = '2026-09-01T00:00:00.000Z' as Instant;
const attributes = { source: 's', subject: 's/1', time: AT, exercise: null, trace: 't', hubs: ['town'] };
const RIVER = riverReport('820209', { '8202090001': 2 });
const hazard: ReadFact = {
  event: { ...attributes, id: 'h' as EventId, type: hazardReported.type, data: RIVER },
  ...{ topic: 'hazards', path: '/facts/0' },
};
const shelter: ReadFact = {
  event: { ...attributes, id: 's' as EventId, type: thingReported.type, data: thingReport() },
  ...{ topic: 'shelters', path: '/facts/1' },
};
const RULES: HubRules = { topics: ['hazards', 'shelters'], exercise: false };

function taken(hub: HubRules | undefined, facts: readonly ReadFact[] = [hazard, shelter]) {
  const source = { id: 'hub-town' as SourceId, attribution: 'A', ...(hub && { hub }) };
  const context: SourceContext = { source, exercise: null, rawId: 'raw' as EventId, trace: 't', receivedAt: AT };
  const { events, problems } = normaliseFacts({ hub: 'town', facts: [...facts], problems: [] }, context);
  return [events.map(({ id }) => id), problems.map(({ place, message }) => `${place.path}: ${message}`)];
}

describe('normaliseFacts', () => {
  it('takes what the entry believes', () => {
    expect(taken(RULES)).toEqual([['h', 's'], []]);
  });

  it('names what is of a topic that was not asked for', () => {
    expect(taken({ ...RULES, topics: ['shelters'] })).toEqual([
      ['s'],
      ['/facts/0: is of the topic hazards, of which this hub is not asked'],
    ]);
  });

  it('leaves hazards of which others know better', () => {
    expect(taken({ ...RULES, families: ['evacuation-order'] })).toEqual([['s'], []]);
    expect(taken({ ...RULES, families: [RIVER.family] })).toEqual([['h', 's'], []]);
  });

  it('keeps the two worlds apart', () => {
    const drilled: ReadFact = { ...hazard, event: { ...hazard.event, exercise: 'a-run' } as HubEvent<never> };
    expect(taken(RULES, [drilled])).toEqual([[], ['/facts/0: is of an exercise, of which this hub is not asked']]);
    const drills: HubRules = { ...RULES, exercise: true };
    expect(taken(drills, [hazard])).toEqual([[], ['/facts/0: is no exercise, of which alone this hub is asked']]);
    expect(taken(drills, [drilled])).toEqual([['h'], []]);
  });

  it('takes nothing from anybody but a hub', () => {
    expect(() => taken(undefined)).toThrow(expect.objectContaining({ code: 'report.unsupported' }));
  });
});

describe('leaveOwn', () => {
  it('leaves what came through this hub before', () => {
    const read = { events: [hazard.event, { ...shelter.event, hubs: ['me', 'town'] }], problems: [] };
    expect(leaveOwn(read, 'me').events.map(({ id }) => id)).toEqual(['h']);
    expect(leaveOwn(read, 'other')).toBe(read);
  });
});
