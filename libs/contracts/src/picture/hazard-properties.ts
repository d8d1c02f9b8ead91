import { z } from 'zod';
import { AlertSegment, AlertText, CapCertainty, CapSeverity, CapUrgency } from '../hazards/alert-statement.js';
import { Hypocentre, Magnitude, NamedCode } from '../hazards/area-code.js';
import { WarningTelegram } from '../hazards/area-warning-statement.js';
import { LegacyWarningTelegram } from '../hazards/legacy-warning-statement.js';
import { EvacuationOrderStatement } from '../hazards/evacuation-order-statement.js';
import { GdacsStatement } from '../hazards/gdacs-statement.js';
import { IntensityClass, LongPeriodMotion } from '../hazards/earthquake-statement.js';
import { CoastEstimation, CoastForecast, TsunamiCategory, TsunamiObservation } from '../hazards/tsunami-statement.js';
import { EewArea, ForecastIntensity } from '../hazards/eew-statement.js';
import { NankaiStatement } from '../hazards/nankai-statement.js';
import { PromptKind } from '../hazards/prompt-statement.js';
import { TyphoonPoint } from '../hazards/typhoon-statement.js';
import { AshFall, VolcanoArea, VolcanoState } from '../hazards/volcano-statement.js';
import { HazardId, RunId } from '../ids.js';
import { Instant } from '../instant.js';
import { DrawingProperties } from './drawing-properties.js';
import { ImpactProperties } from './impact-properties.js';
import { NeedsProperties } from './needs-properties.js';
import { SensorProperties } from './sensor-properties.js';
import { ThingProperties } from './thing-properties.js';

/** What every hazard feature says beside its own facts. Texts are the source's own words. */
const Common = {
  hazardId: HazardId,
  /** True for the one feature that stands for the whole hazard in lists. */
  main: z.boolean(),
  title: z.string(),
  headline: z.string(),
  text: z.string(),
  agency: z.string(),
};

export const EarthquakeProperties = z.object({
  type: z.literal('earthquake'),
  ...Common,
  originTime: Instant.nullable(),
  hypocentre: Hypocentre.nullable(),
  magnitude: Magnitude.nullable(),
  maxIntensity: IntensityClass.nullable(),
  /** Some place has no reading and is estimated 5- or more. */
  readingsMissing: z.boolean(),
  distant: z.boolean(),
  /** Absent = none was told. */
  longPeriod: LongPeriodMotion.optional(),
  comments: z.array(z.string()),
  /** Which kinds of report it was made from, e.g. VXSE51, VXSE53. */
  reports: z.array(z.string()),
  url: z.string().nullable(),
  /** Names the report gives that are on no map. */
  unknownPlaces: z.array(z.string()).optional(),
});

/** The areas of one intensity class of one earthquake. */
export const IntensityProperties = z.object({
  type: z.literal('earthquake-intensity'),
  ...Common,
  originTime: Instant.nullable(),
  intensity: IntensityClass,
});

/** The national tsunami state as a whole. */
export const TsunamiProperties = z.object({
  type: z.literal('tsunami'),
  ...Common,
  category: TsunamiCategory,
  eventIds: z.array(z.string()),
  coastCount: z.int(),
  offshore: z.array(TsunamiObservation),
  comments: z.array(z.string()),
  /** Names the report gives that are on no map. */
  unknownPlaces: z.array(z.string()).optional(),
});

/** One 津波予報区. */
export const TsunamiCoastProperties = z.object({
  type: z.literal('tsunami-coast'),
  ...Common,
  coast: CoastForecast,
  observations: z.array(TsunamiObservation),
  estimation: CoastEstimation.nullable(),
});

/** One kind of one element in one 府県予報区; the area lists its municipalities. */
export const WarningProperties = z.object({
  type: z.literal('weather-warning'),
  ...Common,
  telegram: WarningTelegram,
  kindOfWarning: NamedCode,
  forecastArea: NamedCode,
  divisions: z.array(NamedCode),
  coastSections: z.array(NamedCode),
  additions: z.array(z.string()),
});

/** One kind of warning in the form of before 2026, in one 府県予報区. */
export const LegacyWarningProperties = z.object({
  type: z.literal('legacy-warning'),
  ...Common,
  telegram: LegacyWarningTelegram,
  kindOfWarning: NamedCode,
  forecastArea: NamedCode,
  divisions: z.array(NamedCode),
  additions: z.array(z.string()),
});

/** One river of one 予報区域. */
export const RiverFloodProperties = z.object({
  type: z.literal('river-flood'),
  ...Common,
  river: NamedCode,
  forecastArea: NamedCode,
  kindOfWarning: NamedCode,
});

/** One segment of one CAP alert. */
export const AlertProperties = z.object({
  type: z.literal('alert'),
  ...Common,
  sender: z.string(),
  urgency: CapUrgency,
  severityAsGiven: CapSeverity,
  certainty: CapCertainty,
  categories: z.array(z.string()),
  responseTypes: z.array(z.string()),
  texts: z.array(AlertText),
  web: z.string().nullable(),
  geocodes: z.array(z.object({ valueName: z.string(), value: z.string() })),
  eventCodes: AlertSegment.shape.eventCodes,
  parameters: AlertSegment.shape.parameters,
  heights: AlertSegment.shape.heights,
  /** The rule of a restricted message. The receivers of a private one stay out of the picture. */
  restriction: z.string().optional(),
  incidents: z.array(z.string()).optional(),
  note: z.string().optional(),
});

/** 緊急地震速報 as a whole. */
export const EewProperties = z.object({
  type: z.literal('eew'),
  ...Common,
  eventId: z.string(),
  serial: z.int(),
  last: z.boolean(),
  warning: z.boolean(),
  assumed: z.boolean(),
  originTime: Instant.nullable(),
  hypocentre: Hypocentre.nullable(),
  magnitude: Magnitude.nullable(),
  maxIntensity: ForecastIntensity.nullable(),
  areas: z.array(EewArea),
  comments: z.array(z.string()),
  /** Names the report gives that are on no map. */
  unknownPlaces: z.array(z.string()).optional(),
});

/** The areas for which one class is forecast. */
export const EewIntensityProperties = z.object({
  type: z.literal('eew-intensity'),
  ...Common,
  intensity: IntensityClass,
});

/** A storm, at its centre. */
export const TyphoonProperties = z.object({
  type: z.literal('typhoon'),
  ...Common,
  eventId: z.string(),
  number: z.string().nullable(),
  name: z.string().nullable(),
  nameKana: z.string().nullable(),
  remark: z.string().nullable(),
  points: z.array(TyphoonPoint),
});

/** What is drawn around a storm: its way, 予報円, 暴風域, 強風域, 暴風警戒域. */
export const TyphoonPartProperties = z.object({
  type: z.literal('typhoon-part'),
  ...Common,
  part: z.enum(['track', 'probability', 'storm', 'gale', 'storm-warning']),
  /** When the centre is expected in a 予報円. */
  at: Instant.nullable(),
});

/** A volcano under a warning, or an eruption as it was seen. The municipalities are the area. */
export const VolcanoProperties = z.object({
  type: z.literal('volcano'),
  ...Common,
  report: z.enum(['VFVO50', 'VFSV', 'VFVO52', 'VFVO56']),
  volcano: VolcanoState,
  cities: z.array(VolcanoArea),
  marineAreas: z.array(VolcanoArea),
  happenedAt: Instant.nullable(),
  dubious: z.string().nullable(),
  crater: z.string().nullable(),
  plume: z.array(z.string()),
});

/** The municipalities of one volcano's warning. */
export const VolcanoAreaProperties = z.object({
  type: z.literal('volcano-area'),
  ...Common,
  volcano: NamedCode,
  kindOfWarning: NamedCode,
});

/** Ash of one amount in one span of time; the main one stands at the volcano. */
export const AshProperties = z.object({
  type: z.literal('ash'),
  ...Common,
  report: z.enum(['VFVO53', 'VFVO54', 'VFVO55']),
  volcano: NamedCode,
  eruptedAt: Instant.nullable(),
  plume: z.array(z.string()),
  fall: AshFall.omit({ geometry: true }).nullable(),
});

/** 気象防災速報 and 竜巻注意情報: what is told at once. */
export const PromptProperties = z.object({
  type: z.literal('prompt-report'),
  ...Common,
  telegram: z.enum(['VPBS50', 'VPOA50', 'VPHW50', 'VPHW51']),
  kindOfReport: PromptKind,
  tag: z.string(),
});

/** What is said of a great earthquake that may come; it has no place on the map. */
export const NankaiProperties = z.object({
  type: z.literal('nankai'),
  ...Common,
  ...NankaiStatement.omit({ hazard: true }).shape,
});

/** Words of an office: commentary, statistics, forecasts. */
export const BulletinProperties = z.object({
  type: z.literal('bulletin'),
  ...Common,
  kindOfBulletin: z.string(),
  routine: z.boolean(),
});

/** One event of GDACS: its expected humanitarian impact. */
export const GdacsProperties = z.object({
  type: z.literal('gdacs'),
  ...Common,
  ...GdacsStatement.omit({ hazard: true, isCurrent: true, absent: true, lngLat: true }).shape,
});

/** What a municipality orders; `drawn` is the geometry. Who entered it is not for the picture. */
export const EvacuationOrderProperties = z.object({
  type: z.literal('evacuation-order'),
  ...Common,
  ...EvacuationOrderStatement.omit({ hazard: true, drawn: true }).shape,
});

/** The state of the newest drill, in the drill's picture. */
export const DrillProperties = z.object({
  type: z.literal('drill'),
  run: RunId,
  drill: z.string(),
  title: z.object({ ja: z.string(), en: z.string(), easy: z.string() }),
  state: z.enum(['running', 'ended']),
  endedBy: z.enum(['scenario', 'operator', 'next-run', 'restart']).nullable(),
  startedAt: Instant,
  expectedEndAt: Instant,
});

export const FeatureProperties = z.discriminatedUnion('type', [
  EarthquakeProperties,
  IntensityProperties,
  TsunamiProperties,
  TsunamiCoastProperties,
  WarningProperties,
  LegacyWarningProperties,
  RiverFloodProperties,
  AlertProperties,
  TyphoonProperties,
  TyphoonPartProperties,
  VolcanoProperties,
  VolcanoAreaProperties,
  AshProperties,
  PromptProperties,
  NankaiProperties,
  BulletinProperties,
  EewProperties,
  EewIntensityProperties,
  GdacsProperties,
  ThingProperties,
  ImpactProperties,
  NeedsProperties,
  SensorProperties,
  DrillProperties,
  EvacuationOrderProperties,
  DrawingProperties,
]);
export type FeatureProperties = z.infer<typeof FeatureProperties>;
export type HazardFeatureProperties = Exclude<
  FeatureProperties,
  { type: 'drill' | 'thing' | 'impact' | 'needs' | 'sensor' | 'drawing' }
>;
