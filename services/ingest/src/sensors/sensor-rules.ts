import { SensorDescription, thresholdProblem } from '@hinomi/contracts';
import { SensorMapping } from '@hinomi/formats';
import { z } from 'zod';

/** What is known of sensors apart from what their readings say; anything may be left out. */
export const SensorTraits = z.strictObject(SensorDescription.shape).partial();
export type SensorTraits = z.infer<typeof SensorTraits>;

const EachSensor = z.record(z.string().min(1).max(200), SensorTraits);

/** `sensors` of a source's entry: how its readings are read, and what its sensors are. */
export const SensorRules = z
  .strictObject({
    /** Of `sensor-json`: where the parts of a reading stand. */
    mapping: z
      .union([SensorMapping, z.array(SensorMapping).min(1)])
      .transform((written) => [written].flat())
      .optional(),
    /** Of all of them, unless they say otherwise. */
    describe: SensorTraits.default({}),
    /** By their own ids; holds over whatever the readings say. */
    each: EachSensor.default({}),
  })
  .superRefine(({ describe, each }, context) => {
    for (const [id, traits] of Object.entries({ '': {}, ...each })) {
      const { thresholds = [], reference = 'stage' } = { ...describe, ...traits };
      const message = thresholdProblem({ thresholds, reference });
      if (message === null) continue;
      context.addIssue({
        code: 'custom',
        path: id === '' ? ['describe', 'thresholds'] : ['each', id, 'thresholds'],
        message,
      });
    }
  });
export type SensorRules = z.infer<typeof SensorRules>;

export const NO_RULES: SensorRules = { describe: {}, each: {} };
