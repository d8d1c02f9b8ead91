import { HubError, INTENSITY_CLASSES, WARNING_TELEGRAMS } from '@hinomi/contracts';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { RegistryAreas } from './read-registry.js';

const Trilingual = z.strictObject({ ja: z.string().min(1), en: z.string().min(1), easy: z.string().min(1) });
const code = (digits: number) =>
  z.string().regex(new RegExp(`^\\d{${digits}}$`), `expected ${digits} digits in quotes`);
const place = (digits: number) => z.strictObject({ code: code(digits), name: z.string().min(1) });
/** Minutes since the drill began, at speed 1; below 0 is before it. */
const Minutes = z.number();

const Intensity = z.enum(INTENSITY_CLASSES);
const Hypocentre = z.strictObject({
  name: z.string().min(1),
  code: code(3),
  lngLat: z.tuple([z.number(), z.number()]),
  depthKm: z.number().nonnegative(),
});
const EarthquakeFacts = { hypocentre: Hypocentre, magnitude: z.number() };
const Headline = { headline: z.string().min(1) };
const Comments = { comments: z.array(z.string().min(1)).default([]) };
/** A name in `events`. */
const Event = { event: z.string().min(1) };

const FirstWave = {
  arrivalAt: Minutes.optional(),
  condition: z.string().optional(),
  initial: z.enum(['押し', '引き']).optional(),
};
const Coast = z.strictObject({
  ...place(3).shape,
  ...FirstWave,
  meters: z.number().optional(),
  bound: z.enum(['over', 'under', 'at-least']).optional(),
});
const Coasts = z.strictObject({
  'major-warning': z.array(Coast).default([]),
  warning: z.array(Coast).default([]),
  advisory: z.array(Coast).default([]),
  forecast: z.array(Coast).default([]),
});
const TideStation = z.strictObject({
  ...place(5).shape,
  ...FirstWave,
  maxHeightAt: Minutes.optional(),
  meters: z.number().optional(),
  bound: z.enum(['over', 'at-least']).optional(),
  maxHeightCondition: z.string().optional(),
});

const Telegram = z.discriminatedUnion('type', [
  /** VXSE51 */
  z.strictObject({
    type: z.literal('earthquake-intensity-report'),
    ...Event,
    ...Headline,
    ...Comments,
    prefectures: z.array(
      z.strictObject({
        ...place(2).shape,
        areas: z.array(z.strictObject({ ...place(3).shape, intensity: Intensity })),
      }),
    ),
  }),
  /** VXSE52 */
  z.strictObject({ type: z.literal('hypocentre'), ...Event, ...Headline, ...EarthquakeFacts, ...Comments }),
  /** VXSE53 */
  z.strictObject({
    type: z.literal('earthquake'),
    ...Event,
    ...Headline,
    ...EarthquakeFacts,
    ...Comments,
    serial: z.int().positive(),
    prefectures: z.array(
      z.strictObject({
        ...place(2).shape,
        areas: z.array(
          z.strictObject({
            ...place(3).shape,
            cities: z.array(z.strictObject({ ...place(7).shape, intensity: Intensity })).min(1),
          }),
        ),
      }),
    ),
  }),
  /** VTSE41: the whole nation's state; a coast that is no longer named is lifted. */
  z.strictObject({
    type: z.literal('tsunami-warning'),
    ...Event,
    ...Headline,
    ...EarthquakeFacts,
    ...Comments,
    coasts: Coasts,
    /** When a forecast of slight changes ends by itself. */
    validToAt: Minutes.optional(),
  }),
  /** VTSE51 */
  z.strictObject({
    type: z.literal('tsunami-information'),
    ...Event,
    ...Headline,
    ...EarthquakeFacts,
    ...Comments,
    serial: z.int().positive(),
    observations: z.array(z.strictObject({ coast: place(3), stations: z.array(TideStation).min(1) })).min(1),
  }),
  /** VPWW55-61: what is in force, by kind code; an area stands for all its municipalities, and the strongest counts. */
  z.strictObject({
    type: z.literal('weather-warning'),
    ...Headline,
    telegram: z.enum(WARNING_TELEGRAMS),
    forecastArea: code(6),
    inForce: z.record(code(2), z.array(z.string().min(1)).min(1)),
  }),
  /** 取消 of the newest telegram of one kind. */
  z.strictObject({
    type: z.literal('cancel'),
    ...Event,
    ...Headline,
    of: z.enum(['VXSE51', 'VXSE52', 'VXSE53', 'VTSE41', 'VTSE51']),
    serial: z.int().positive().optional(),
  }),
]);
export type DeclaredTelegram = z.infer<typeof Telegram>;

const ForecastArea = z.strictObject({
  ...place(6).shape,
  /** Who issues: 熊本地方気象台. */
  office: z.string().min(1),
  divisions: z.array(
    z.strictObject({
      ...place(6).shape,
      groups: z.array(z.strictObject({ ...place(6).shape, cities: z.array(place(7)).min(1) })).min(1),
    }),
  ),
});
export type DeclaredForecastArea = z.infer<typeof ForecastArea>;

const ScenarioFile = z
  .strictObject({
    title: Trilingual,
    summary: Trilingual,
    durationMinutes: z
      .number()
      .positive()
      .max(24 * 60),
    /** How fast it plays unless told otherwise. */
    speed: z.number().min(1).max(60),
    /** Whose registered places it has, where the hub has their lists. */
    registry: RegistryAreas.default([]),
    /** Earthquakes by name: when each happened. */
    events: z.record(z.string(), z.strictObject({ originAt: Minutes })).default({}),
    forecastAreas: z.array(ForecastArea).default([]),
    steps: z.array(z.strictObject({ at: Minutes.nonnegative(), telegram: Telegram })).min(1),
  })
  .superRefine((scenario, context) => {
    const problem = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    scenario.steps.forEach(({ at, telegram }, index) => {
      const path = ['steps', index];
      const before = scenario.steps[index - 1];
      if (before && at < before.at) problem([...path, 'at'], 'is earlier than the step before');
      if (at > scenario.durationMinutes) problem([...path, 'at'], 'is after the end of the drill');
      if ('event' in telegram && !Object.hasOwn(scenario.events, telegram.event)) {
        problem([...path, 'telegram', 'event'], `there is no event ${telegram.event}`);
      }
      if (telegram.type !== 'weather-warning') return;
      const area = scenario.forecastAreas.find((known) => known.code === telegram.forecastArea);
      if (!area)
        return problem([...path, 'telegram', 'forecastArea'], `${telegram.forecastArea} is not in forecastAreas`);
      for (const [kind, names] of Object.entries(telegram.inForce)) {
        names.forEach((name, place) => {
          if (citiesNamed(area, name).length === 0) {
            problem([...path, 'telegram', 'inForce', kind, place], `${name} is no part of ${area.name}`);
          }
        });
      }
    });
  });

/** A drill as its file declares it, by file name. */
export type Scenario = z.infer<typeof ScenarioFile> & { name: string };

/** The municipalities a name stands for: one, those of a part, or all of the forecast area. */
export function citiesNamed(area: DeclaredForecastArea, name: string): { code: string; name: string }[] {
  const groups = area.divisions.flatMap((division) =>
    division.groups.map((group) => ({ group, whole: [area.name, division.name, group.name].includes(name) })),
  );
  const whole = groups.filter((part) => part.whole).flatMap((part) => part.group.cities);
  return whole.length > 0 ? whole : groups.flatMap(({ group }) => group.cities.filter((city) => city.name === name));
}

/** Reads one file of `infra/drills/`. `request.invalid` lists every problem with its path in the file. */
export function readScenario(file: string, text: string): Scenario {
  const name = file.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
  if (!/^[a-z0-9-]{1,36}$/.test(name)) {
    throw new HubError('request.invalid', `${file}: a drill's file name has at most 36 of a-z, 0-9 and -`);
  }
  const parsed = ScenarioFile.safeParse(readYaml(file, text));
  if (parsed.success) return { name, ...parsed.data };
  const problems = parsed.error.issues.map(
    (issue) => `${file}: /${issue.path.map(String).join('/')}: ${issue.message}`,
  );
  throw new HubError('request.invalid', problems.join('\n'));
}

function readYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    throw new HubError('request.invalid', `${file}: ${cause.message}`, { cause });
  }
}
