import { TSUNAMI_CATEGORIES, warningKind, type Instant, type TsunamiCategory } from '@hinomi/contracts';
import {
  eventIdOf,
  writeAreaWarning,
  writeEarthquake,
  writeEarthquakeCancellation,
  writeHypocentre,
  writeIntensityReport,
  writeTsunamiCancellation,
  writeTsunamiInformation,
  writeTsunamiWarning,
  fullWidth,
  type CityWarning,
  type EarthquakeSource,
  type TelegramEnvelope,
  type TelegramStatus,
  type WrittenCoast,
  type WrittenFirstWave,
} from '@hinomi/formats';
import { citiesNamed, type DeclaredForecastArea, type DeclaredTelegram, type Scenario } from './scenario.js';

type Of<T extends DeclaredTelegram['type']> = Extract<DeclaredTelegram, { type: T }>;

/** What turns a scenario's minutes into a run's times. */
export interface StepTimes {
  status: TelegramStatus;
  /** When this telegram is sent; no two of a run in the same second. */
  sentAt: Instant;
  /** Minutes since the drill began → the moment in this run. */
  moment: (minutes: number) => Instant;
  /** Instead of the one made of the origin time. */
  eventId?: string;
  /** Instead of the declared one. */
  serial?: number;
}

/** The telegram of one step, as JMA would have sent it. What was in force before is read from the earlier steps. */
export function writeStep(scenario: Scenario, index: number, times: StepTimes): Uint8Array {
  const step = scenario.steps[index];
  if (!step) throw new RangeError(`${scenario.name} has no step ${index}`);
  const { telegram } = step;
  const origin = 'event' in telegram ? times.moment(scenario.events[telegram.event]?.originAt ?? 0) : null;
  const envelope: TelegramEnvelope = {
    status: times.status,
    eventId: origin === null ? '' : (times.eventId ?? eventIdOf(origin)),
    serial: 'serial' in telegram ? (times.serial ?? telegram.serial ?? null) : null,
    reportedAt: times.sentAt,
    sentAt: times.sentAt,
    headline: telegram.headline,
  };
  const source = (
    facts: Of<'earthquake' | 'hypocentre' | 'tsunami-warning' | 'tsunami-information'>,
  ): EarthquakeSource => ({
    originTime: origin ?? times.sentAt,
    hypocentre: { ...facts.hypocentre },
    magnitude: { value: facts.magnitude, type: 'Mj', description: `Ｍ${fullWidth(facts.magnitude.toFixed(1))}` },
  });
  switch (telegram.type) {
    case 'earthquake-intensity-report':
      return writeIntensityReport(envelope, telegram);
    case 'hypocentre':
      return writeHypocentre(envelope, { ...source(telegram), comments: telegram.comments });
    case 'earthquake':
      return writeEarthquake(envelope, {
        ...source(telegram),
        prefectures: telegram.prefectures,
        comments: telegram.comments,
      });
    case 'tsunami-warning': {
      const validTo = telegram.validToAt === undefined ? null : times.moment(telegram.validToAt);
      const coasts = coastsOf(telegram, earlier(scenario, index, 'tsunami-warning').at(-1), times);
      return writeTsunamiWarning(
        { ...envelope, validTo },
        { coasts, earthquakes: [source(telegram)], comments: telegram.comments },
      );
    }
    case 'tsunami-information': {
      const observations = telegram.observations.map((item) => observationOf(item, times));
      return writeTsunamiInformation(envelope, {
        coasts: [],
        observations,
        earthquakes: [source(telegram)],
        comments: telegram.comments,
      });
    }
    case 'weather-warning':
      return writeWeather(scenario, index, telegram, envelope);
    case 'cancel':
      return telegram.of === 'VTSE41' || telegram.of === 'VTSE51'
        ? writeTsunamiCancellation(envelope, telegram.of)
        : writeEarthquakeCancellation(envelope, telegram.of);
  }
}

function earlier<T extends DeclaredTelegram['type']>(scenario: Scenario, index: number, type: T): Of<T>[] {
  return scenario.steps
    .slice(0, index)
    .map((step) => step.telegram)
    .filter((telegram): telegram is Of<T> => telegram.type === type);
}

/** The coasts in force, strongest first, then those lifted by their absence. */
function coastsOf(
  telegram: Of<'tsunami-warning'>,
  before: Of<'tsunami-warning'> | undefined,
  times: StepTimes,
): WrittenCoast[] {
  const strongestFirst = TSUNAMI_CATEGORIES.filter((category) => category !== 'none').reverse();
  const stated = strongestFirst.flatMap((category) =>
    telegram.coasts[category].map((coast): WrittenCoast => {
      const { code, name, meters, bound } = coast;
      const firstWave = firstWaveOf(coast, times);
      return {
        code,
        name,
        category,
        last: categoryOf(before, code),
        ...(Object.keys(firstWave).length > 0 ? { firstWave } : {}),
        ...(meters === undefined ? {} : { maxHeight: { meters, ...(bound ? { bound } : {}) } }),
      };
    }),
  );
  const lifted = strongestFirst
    .flatMap((category) => before?.coasts[category] ?? [])
    .filter((coast) => !stated.some(({ code }) => code === coast.code))
    .map(({ code, name }): WrittenCoast => ({ code, name, category: 'none', last: categoryOf(before, code) }));
  return [...stated, ...lifted];
}

function categoryOf(telegram: Of<'tsunami-warning'> | undefined, code: string): TsunamiCategory {
  const found = TSUNAMI_CATEGORIES.find(
    (category) => category !== 'none' && telegram?.coasts[category].some((coast) => coast.code === code),
  );
  return found ?? 'none';
}

function observationOf({ coast, stations }: Of<'tsunami-information'>['observations'][number], times: StepTimes) {
  return {
    coast,
    stations: stations.map((station) => ({
      code: station.code,
      name: station.name,
      firstWave: firstWaveOf(station, times),
      maxHeight: {
        ...(station.maxHeightAt === undefined ? {} : { at: times.moment(station.maxHeightAt) }),
        ...(station.maxHeightCondition === undefined ? {} : { condition: station.maxHeightCondition }),
        ...(station.meters === undefined
          ? {}
          : { height: { meters: station.meters, ...(station.bound ? { bound: station.bound } : {}) } }),
      },
    })),
  };
}

function firstWaveOf(
  wave: { arrivalAt?: number | undefined; condition?: string | undefined; initial?: '押し' | '引き' | undefined },
  times: StepTimes,
): WrittenFirstWave {
  return {
    ...(wave.arrivalAt === undefined ? {} : { arrivalTime: times.moment(wave.arrivalAt) }),
    ...(wave.condition === undefined ? {} : { condition: wave.condition }),
    ...(wave.initial === undefined ? {} : { initial: wave.initial }),
  };
}

function writeWeather(
  scenario: Scenario,
  index: number,
  telegram: Of<'weather-warning'>,
  envelope: TelegramEnvelope,
): Uint8Array {
  const area = scenario.forecastAreas.find((known) => known.code === telegram.forecastArea);
  if (!area) throw new RangeError(`${scenario.name} has no forecast area ${telegram.forecastArea}`);
  const before = earlier(scenario, index, 'weather-warning')
    .filter((other) => other.telegram === telegram.telegram && other.forecastArea === telegram.forecastArea)
    .at(-1);
  const now = strongestPerCity(area, telegram.inForce);
  const last = strongestPerCity(area, before?.inForce ?? {});
  const cities = new Map<string, CityWarning>();
  for (const code of new Set([...now.keys(), ...last.keys()])) {
    cities.set(code, { now: now.get(code) ?? null, last: last.get(code) ?? null });
  }
  const office = { editorial: area.office, publishing: area.office };
  return writeAreaWarning({ ...envelope, office }, { telegram: telegram.telegram, area, cities });
}

function strongestPerCity(
  area: DeclaredForecastArea,
  inForce: Readonly<Record<string, readonly string[]>>,
): Map<string, string> {
  const strongest = new Map<string, string>();
  for (const [kind, names] of Object.entries(inForce)) {
    for (const { code } of names.flatMap((name) => citiesNamed(area, name))) {
      const known = strongest.get(code);
      if (known === undefined || warningKind(kind).severity > warningKind(known).severity) strongest.set(code, kind);
    }
  }
  return strongest;
}
