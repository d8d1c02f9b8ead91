import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { EventId, HazardReportedV1, HazardStatement, Instant, SourceId } from '@hinomi/contracts';
import { parseJmaXml } from '@hinomi/formats';
import { NATURE_READINGS } from './jma-readings-nature.suite.js';
import { OFFICIAL_READINGS } from './jma-readings-official.suite.js';
import { RARE_READINGS } from './jma-readings-rare.suite.js';
import { SEPARATE_READINGS } from './jma-readings-separate.suite.js';
import { REAL_READINGS } from './jma-readings-real.suite.js';
import { normaliseJmaXml } from './normalise-jma-xml.js';

const corpus = `${process.env['HINOMI_CORPUS'] ?? new URL('../../../../../shared/data', import.meta.url).pathname}/jma`;
const present = existsSync(corpus);
const READINGS = { ...OFFICIAL_READINGS, ...REAL_READINGS, ...NATURE_READINGS, ...SEPARATE_READINGS, ...RARE_READINGS };

const WORLDS: Readonly<Record<string, string>> = { 'jma-training': '訓練', 'jma-test': '試験' };

/** The events of a telegram as one line, in the words of the readings. */
function lineOf(events: readonly HazardReportedV1[]): string {
  const [first] = events;
  if (!first) return 'nothing';
  const world = first.exercise === null ? '通常' : (WORLDS[first.exercise] ?? first.exercise);
  const effect = first.effect === 'states' ? 'states' : 'voids';
  const ids = /:(\d{12,14}(?:\+\d{14})*)/.exec(first.subject)?.[1]?.replaceAll('+', ' ');
  const facts = factsOf(events.flatMap(({ statement }) => statement ?? []));
  const issued = `${first.issuedAt.slice(0, 16)}Z`;
  return [`${world} ${effect} ${issued} [${ids ?? ''}]`, ...facts].join(' | ');
}

function factsOf(statements: readonly HazardStatement[]): string[] {
  return statements.flatMap((statement): string[] => {
    switch (statement.hazard) {
      case 'earthquake':
        return earthquakeFacts(statement);
      case 'tsunami':
        return tsunamiFacts(statement);
      case 'weather-warning':
        return [
          `${statement.forecastArea.code} ${statement.forecastArea.name}`,
          `cities ${tally(statement.cities.map(({ kind }) => kind.code))}`.trimEnd(),
        ];
      case 'nankai':
        return [`${statement.telegram} ${statement.stage}`];
      case 'legacy-warning':
        return [
          `${statement.telegram} ${statement.forecastArea.code}`,
          `cities ${tally(statement.cities.map(({ kind }) => kind.code))}`.trimEnd(),
        ];
      case 'river-flood':
        return [
          `rivers ${statement.rivers.map(({ name, level }) => `${name} level ${level}`).join(', ')}`.trimEnd(),
          `cities ${new Set(statement.inundationCities.map(({ code }) => code)).size}`,
        ];
      case 'typhoon':
        return typhoonFacts(statement);
      case 'volcano':
        return [
          statement.volcanoes.map(({ code, name, kind }) => `${code} ${name} ${kind.code}`).join(', '),
          `cities ${tally(statement.cities.map(({ kind }) => kind.code))}`.trimEnd(),
          ...(statement.happenedAt === null ? [] : [`at ${statement.happenedAt.slice(0, 16)}Z`]),
        ];
      case 'ash':
        return [
          `${statement.volcano.code} ${statement.volcano.name}`,
          `falls ${tally(statement.falls.map(({ kind }) => kind.code))}`,
          `drawn ${statement.falls.filter(({ geometry }) => geometry !== null).length}`,
        ];
      case 'eew':
        return [
          `${statement.telegram} ${statement.serial}${statement.warning ? ' warning' : ''}${statement.last ? ' last' : ''}`,
          `${statement.hypocentre?.name ?? '?'} M${statement.magnitude?.value ?? '?'}${statement.assumed ? ' assumed' : ''}`,
          `max ${statement.maxIntensity?.from ?? '-'}–${statement.maxIntensity?.over ? 'over' : (statement.maxIntensity?.to ?? '-')}`,
          `areas ${tally(statement.areas.map(({ kind }) => kind.code))}`.trimEnd(),
        ];
      case 'prompt-report':
        return [`${statement.telegram} ${statement.kind}`, `${statement.set} ${statement.areas.length}`];
      case 'bulletin':
        return [
          `${statement.kind}${statement.routine ? ' routine' : ''}`,
          statement.areas.map(({ code }) => code).join(' '),
        ];
      case 'alert':
      case 'evacuation-order':
      case 'gdacs':
        return ['no telegram'];
    }
  });
}

type Of<H> = Extract<HazardStatement, { hazard: H }>;

function earthquakeFacts({ originTime, hypocentre, magnitude, maxIntensity, intensities }: Of<'earthquake'>): string[] {
  const facts: string[] = [];
  if (originTime !== null) facts.push(`at ${originTime.slice(0, 16)}Z`);
  if (hypocentre !== null) {
    const { name, code, lngLat, depthKm } = hypocentre;
    const where = lngLat === null ? 'nowhere' : lngLat.map((degrees) => degrees.toFixed(2)).join(',');
    facts.push(`${name} ${code} ${where} ${depthKm === null ? 'depth ?' : `${depthKm} km`}`);
  }
  if (magnitude !== null)
    facts.push(magnitude.value === null ? `M? ${magnitude.description}` : `M${magnitude.value.toFixed(1)}`);
  if (intensities !== null) {
    const at = (level: string): string =>
      tally(intensities.filter((place) => place.level === level).map(({ intensity }) => intensity));
    facts.push(`max ${maxIntensity}`, `areas ${at('area')}`.trimEnd(), `cities ${at('city')}`.trimEnd());
  }
  return facts;
}

function typhoonFacts({ number, name, points, last }: Of<'typhoon'>): string[] {
  const [now] = points;
  const forecasts = points.filter(({ kind }) => kind === 'forecast');
  return [
    `${number ?? '-'} ${name ?? '-'}${last ? ' last' : ''}`,
    `${now?.type ?? '?'} ${now?.center?.join(',') ?? 'nowhere'} ${now?.pressureHpa} hPa ${now?.maxWindMs ?? '?'} m/s`,
    `storm ${now?.storm.map(({ km }) => km).join('/') || '-'} gale ${now?.gale.map(({ km }) => km).join('/') || '-'}`,
    `forecasts ${forecasts.map(({ probabilityKm }) => probabilityKm).join(' ')}`.trimEnd(),
  ];
}

function tsunamiFacts({ part, coasts, observations, estimations }: Of<'tsunami'>): string[] {
  const facts: string[] = [];
  if (part === 'warning' || part === 'arrival') {
    const heights = coasts.flatMap(({ maxHeight }) => (maxHeight ? [maxHeight.description || '?'] : []));
    facts.push(
      `coasts ${tally(coasts.map(({ kind }) => kind.code))}`,
      `heights ${tally(heights)}`.trimEnd(),
      `arrivals ${coasts.filter(({ firstWave }) => firstWave?.arrivalTime).length}`,
    );
  } else {
    facts.push(
      `gauges ${observations.length}`,
      `measured ${tally(observations.map(({ maxHeight }) => String(maxHeight?.meters ?? '?')))}`,
    );
    if (estimations.length > 0) facts.push(`estimated ${estimations.length}`);
  }
  return facts;
}

function tally(items: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([item, count]) => `${item}×${count}`)
    .join(' ');
}

(present ? describe : describe.skip)(
  `JMA corpus, as read by a person${present ? '' : ' (absent: set HINOMI_CORPUS)'}`,
  () => {
    it('is written down for every family that is read', () => {
      expect(Object.keys(READINGS).length).toBeGreaterThan(100);
    });

    it.each(Object.keys(READINGS))('%s', (file) => {
      const events = normaliseJmaXml(parseJmaXml(readFileSync(`${corpus}/${file}`)), {
        source: { id: 'jma-test' as SourceId, attribution: '気象庁' },
        exercise: null,
        rawId: 'raw/jma-test/1' as EventId,
        trace: '0'.repeat(32),
        receivedAt: '2026-11-23T00:00:00.000Z' as Instant,
      });
      expect(lineOf(events.map(({ data }) => data))).toBe(READINGS[file]);
    });
  },
);
