import { z } from 'zod';

/** Identifies one hazard for ever, e.g. `jma-quake:20240101161010`; a drill's begins with `drill:<run>:`. */
export const HazardId = z.string().min(1).max(512).brand<'HazardId'>();
export type HazardId = z.infer<typeof HazardId>;

/** Identifies one feature of the picture, e.g. `jma-quake:20240101161010:intensity:6-`. */
export const FeatureId = z.string().min(1).max(600).brand<'FeatureId'>();
export type FeatureId = z.infer<typeof FeatureId>;

/** A report as its source names it: source + the source's own identifier (design section 3, identity). */
export const Subject = z.string().min(1).max(512).brand<'Subject'>();
export type Subject = z.infer<typeof Subject>;

/** Identifies one event on the log: the same fact always gets the same id. */
export const EventId = z.string().min(1).max(700).brand<'EventId'>();
export type EventId = z.infer<typeof EventId>;

/** One run of an exercise; part of every id made in it. */
export const RunId = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/)
  .brand<'RunId'>();
export type RunId = z.infer<typeof RunId>;

/** An entry of `infra/sources/`, or `door:<client>` for bytes somebody posted. */
export const SourceId = z.string().min(1).max(128).brand<'SourceId'>();
export type SourceId = z.infer<typeof SourceId>;

/** Identifies one sensor (a SensorThings datastream) for ever: `sensor:<source>:<its own id>`; a drill's begins with `drill:<run>:`. */
export const SensorId = z.string().min(1).max(400).brand<'SensorId'>();
export type SensorId = z.infer<typeof SensorId>;
