import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import {
  instantFromMillis,
  laterBy,
  readInstant,
  type EventId,
  type HazardReportedV1,
  type Instant,
  type RunId,
  type SourceId,
} from '@hinomi/contracts';
import { parseJmaXml } from '@hinomi/formats';
import { normaliseJmaXml } from '../normalise/normalise-jma-xml.js';
import { citiesNamed, readScenario, type Scenario } from './scenario.js';
import { writeStep } from './write-step.js';

const FOLDER = fileURLToPath(new URL('../../../../infra/drills', import.meta.url));
const START = readInstant('2026-11-23T07:10:20.000Z') as Instant;
const run = 'noto-2024-01test' as RunId;

function shipped(name: string): Scenario {
  return readScenario(`${name}.yaml`, readFileSync(path.join(FOLDER, `${name}.yaml`), 'utf8'));
}

/** Every step of a drill as the hub would understand it. */
function played(scenario: Scenario): { at: number; events: HazardReportedV1[] }[] {
  const moment = (minutes: number): Instant =>
    instantFromMillis(Date.parse(START) + (minutes * 60_000) / scenario.speed);
  return scenario.steps.map(({ at }, index) => {
    const bytes = writeStep(scenario, index, { status: '訓練', sentAt: moment(at), moment });
    const events = normaliseJmaXml(parseJmaXml(bytes), {
      source: { id: `drill:${run}` as SourceId, attribution: '訓練' },
      exercise: run,
      rawId: 'raw/1' as EventId,
      trace: 't',
      receivedAt: moment(at),
    });
    return { at, events: events.map((event) => event.data) };
  });
}

const minimal = `
title: { ja: 訓練, en: Drill, easy: れんしゅう }
summary: { ja: 訓練, en: Drill, easy: れんしゅう }
durationMinutes: 10
speed: 5
events: { quake: { originAt: -1 } }
steps:
  - { at: 0, telegram: { type: cancel, event: quake, of: VXSE53, headline: 取り消します } }
`;

describe('reading a drill', () => {
  it('reads a small one', () => {
    expect(readScenario('small.yaml', minimal)).toMatchObject({ name: 'small', speed: 5 });
  });

  it('lists every problem with the file and the path', () => {
    const broken = minimal
      .replace('speed: 5', 'speed: fast')
      .replace('durationMinutes: 10', 'durationMinutes: -1')
      .replace('of: VXSE53', 'of: VXSE99');
    expect(() => readScenario('infra/drills/broken.yaml', broken)).toThrow(
      /broken\.yaml: \/durationMinutes[\s\S]*broken\.yaml: \/speed[\s\S]*broken\.yaml: \/steps\/0\/telegram\/of/,
    );
  });

  it('names steps out of order and events that do not exist', () => {
    const broken = `${minimal}  - { at: -1, telegram: { type: cancel, event: other, of: VXSE53, headline: 取り消します } }\n`;
    expect(() => readScenario('broken.yaml', broken)).toThrow(/\/steps\/1\/at/);
    const unknown = minimal.replace('event: quake,', 'event: other,');
    expect(() => readScenario('broken.yaml', unknown)).toThrow(/\/steps\/0\/telegram\/event: there is no event other/);
  });

  it('says where a file is not YAML', () => {
    expect(() => readScenario('broken.yaml', 'title: [')).toThrow(/broken\.yaml: .*line/);
  });
});

describe('the drills in infra/drills', () => {
  const names = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace('.yaml', ''));

  it.each(names)('%s: every telegram is understood as a report of this run', (name) => {
    for (const { at, events } of played(shipped(name))) {
      expect({ at, count: events.length > 0 }).toEqual({ at, count: true });
      for (const event of events) {
        expect(event.exercise).toBe(run);
        expect(event.hazardId).toMatch(new RegExp(`^drill:${run}:`));
      }
    }
  });

  it.each(names)('%s says in its title that it is a drill, and lasts several minutes at its own speed', (name) => {
    const { title, durationMinutes, speed, steps } = shipped(name);
    expect(title.ja).toContain('訓練');
    expect(title.en).toContain('[Drill]');
    expect(title.easy).toContain('れんしゅう');
    expect(durationMinutes / speed).toBeGreaterThanOrEqual(5);
    expect(steps[0]?.at).toBe(0);
  });

  it('noto-2024 ends with intensity 7 in Wajima and Shika, and no coast left in force', () => {
    const reports = played(shipped('noto-2024')).flatMap(({ events }) => events);
    const quakes = reports.flatMap(({ statement }) => (statement?.hazard === 'earthquake' ? [statement] : []));
    expect(quakes.map((quake) => quake.report)).toEqual(['VXSE51', 'VXSE53', 'VXSE53']);
    const final = quakes.at(-1);
    expect(final?.maxIntensity).toBe('7');
    expect(final?.magnitude?.value).toBe(7.6);
    expect(final?.hypocentre).toMatchObject({ lngLat: [137.3, 37.5], depthKm: 16 });
    const cities = final?.intensities?.filter((felt) => felt.level === 'city' && felt.intensity === '7') ?? [];
    expect(cities.map((city) => city.name).sort()).toEqual(['志賀町', '輪島市']);
    expect(quakes[1]?.intensities).toContainEqual(expect.objectContaining({ name: '能登町', intensity: '5-?' }));
    expect(final?.intensities?.some((felt) => felt.intensity === '5-?')).toBe(false);

    const warnings = reports.flatMap(({ statement }) =>
      statement?.hazard === 'tsunami' && statement.part === 'warning' ? [statement.coasts] : [],
    );
    const strongest = warnings.map((coasts) => coasts.find((coast) => coast.name === '石川県能登')?.category);
    expect(strongest).toEqual(['warning', 'major-warning', 'warning', 'advisory', 'none']);
    expect(warnings.at(-1)?.every((coast) => coast.category === 'none')).toBe(true);
    expect(
      reports.some(
        ({ statement }) =>
          statement?.hazard === 'tsunami' &&
          statement.observations.some((o) => o.station.name === '輪島港' && o.maxHeight?.meters === 1.2),
      ),
    ).toBe(true);
  });

  it('rain-landslide-night climbs to level 5 in two prefectures and ends with nothing in force', () => {
    const reports = played(shipped('rain-landslide-night')).flatMap(({ events }) => events);
    const states = new Map<string, string[]>();
    const seen = new Set<string>();
    for (const { statement, hazardId } of reports) {
      if (statement?.hazard !== 'weather-warning') throw new Error('expected a warning');
      states.set(
        hazardId,
        statement.cities.map((city) => city.kind.code),
      );
      for (const city of statement.cities) seen.add(`${statement.forecastArea.code}:${city.kind.code}`);
    }
    for (const kind of ['430000:10', '430000:03', '430000:43', '430000:33', '430000:39', '460100:33']) {
      expect([...seen]).toContain(kind);
    }
    expect([...states.values()].flat()).toEqual([]);
  });

  it('a name stands for a municipality, a part, or the whole area', () => {
    const [kumamoto] = shipped('rain-landslide-night').forecastAreas;
    if (!kumamoto) throw new Error('no area');
    expect(citiesNamed(kumamoto, '人吉市')).toEqual([{ code: '4320300', name: '人吉市' }]);
    expect(citiesNamed(kumamoto, '球磨地方')).toHaveLength(10);
    expect(citiesNamed(kumamoto, '熊本県')).toHaveLength(45);
    expect(citiesNamed(kumamoto, '金沢市')).toEqual([]);
  });

  it('times are of the run: the quake just before it, the sending now', () => {
    const [first] = played(shipped('noto-2024'));
    expect(first?.events[0]?.issuedAt).toBe('2026-11-23T07:10:00.000Z');
    expect(laterBy(START, -60_000) < (first?.events[0]?.issuedAt ?? '')).toBe(true);
  });
});
