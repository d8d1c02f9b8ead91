import { describe, expect, it } from '@jest/globals';
import { HazardReportedV1, type EventId, type Instant, type RunId, type SourceId } from '@hinomi/contracts';
import type { UsgsEarthquake } from '@hinomi/formats';
import { normaliseUsgs } from './normalise-usgs-geojson.js';
import type { SourceContext } from './source-context.js';

const context: SourceContext = {
  source: { id: 'usgs-2.5-day' as SourceId, attribution: 'USGS' },
  exercise: null,
  rawId: 'raw/usgs/1' as EventId,
  trace: 'trace-1',
  receivedAt: '2026-11-23T00:00:00.000Z' as Instant,
};

const earthquake = (over: Partial<UsgsEarthquake> = {}): UsgsEarthquake => ({
  id: 'us7000test',
  ids: ['at00s6j5me', 'us7000test'],
  originTime: '2026-01-01T07:10:09.000Z' as Instant,
  updated: '2026-01-01T07:30:00.000Z' as Instant,
  deleted: false,
  lngLat: [137.27, 37.49],
  depthKm: 10,
  magnitude: 5.2,
  magnitudeType: 'mww',
  place: '10 km N of Mihon, Japan',
  title: 'M 5.2 - 10 km N of Mihon, Japan',
  url: 'https://usgs.example/us7000test',
  pagerAlert: 'orange',
  ...over,
});

const one = (over: Partial<UsgsEarthquake> = {}, exercise: string | null = null) => {
  const { events } = normaliseUsgs(
    { earthquakes: [earthquake(over)], problems: [] },
    { ...context, exercise: exercise as RunId | null },
  );
  const [event] = events;
  if (!event) throw new Error('no event');
  const data = HazardReportedV1.parse(event.data);
  expect(data).toEqual(event.data);
  return { ...event, data };
};

describe('normaliseUsgs', () => {
  it('states an earthquake, with every id it is known by', () => {
    expect(one()).toMatchObject({
      subject: 'usgs:us7000test',
      time: '2026-01-01T07:30:00.000Z',
      data: {
        hazardId: 'usgs:us7000test',
        family: 'earthquake',
        effect: 'states',
        order: { version: 0, issuedAt: '2026-01-01T07:30:00.000Z', sentAt: '2026-01-01T07:30:00.000Z' },
        headline: 'M 5.2 - 10 km N of Mihon, Japan',
        validFrom: '2026-01-01T07:10:09.000Z',
        validTo: '2026-01-02T07:10:09.000Z',
        statement: {
          hypocentre: { name: '10 km N of Mihon, Japan', code: null, lngLat: [137.27, 37.49], depthKm: 10 },
          magnitude: { value: 5.2, type: 'mww', description: 'M 5.2 mww' },
          intensities: null,
          aliases: ['at00s6j5me', 'us7000test'],
          pagerAlert: 'orange',
          url: 'https://usgs.example/us7000test',
        },
      },
    });
  });

  it('voids what USGS deleted', () => {
    const deleted = one({ deleted: true });
    expect(deleted.data).toMatchObject({ effect: 'voids-subject', statement: null });
    expect(deleted.id).not.toBe(one().id);
  });

  it('says nothing of a magnitude nobody knows', () => {
    expect(one({ magnitude: null }).data.statement).toMatchObject({ magnitude: null });
  });

  it('is the same event for the same bytes and a newer one when updated', () => {
    expect(one().id).toBe(one().id);
    expect(one({ updated: '2026-01-01T08:00:00.000Z' as Instant }).id).not.toBe(one().id);
  });

  it("keeps a drill's earthquakes under its run", () => {
    expect(one({}, 'night-run').data).toMatchObject({
      hazardId: 'drill:night-run:usgs:us7000test',
      exercise: 'night-run',
    });
  });

  it('uses a feed with one bad feature and refuses one without a good one', () => {
    const problems = [{ path: '/features/0/geometry', message: 'expected object' }];
    const read = normaliseUsgs({ earthquakes: [earthquake()], problems }, context);
    expect(read.events).toHaveLength(1);
    expect(read.problems).toEqual(problems.map(({ path, message }) => ({ place: { path }, message })));
    expect(() => normaliseUsgs({ earthquakes: [], problems }, context)).toThrow(
      expect.objectContaining({ code: 'report.invalid', place: { path: '/features/0/geometry' } }),
    );
    expect(normaliseUsgs({ earthquakes: [], problems: [] }, context)).toEqual({ events: [], problems: [] });
  });
});
