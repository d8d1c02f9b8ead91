import { Inject, Injectable } from '@nestjs/common';
import {
  hazardReported,
  type HazardId,
  type HazardReportedV1,
  type Instant,
  type OrderEntry,
  type OrderStep,
} from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { StepShelf, type KnownStep } from '../steps/step-shelf.js';

type Known = Omit<OrderEntry, 'mayChange'>;

/** Every evacuation order with all its steps. */
@Injectable()
export class OrderShelf extends StepShelf<HazardReportedV1, OrderStep, Known> {
  constructor(@Inject(EVENT_LOG) log: EventLog) {
    super(log, {
      contract: hazardReported,
      topic: 'hazards-urgent',
      keys: /^(drill:[a-z0-9-]+:)?order:/,
      stepOf,
      entryOf,
    });
  }
}

function entryOf(id: string, known: readonly KnownStep<HazardReportedV1, OrderStep>[]): Known | undefined {
  const [first] = known;
  if (first?.report.statement?.hazard !== 'evacuation-order') return undefined;
  return {
    id: id as HazardId,
    municipality: first.report.statement.municipality,
    stands: known.at(-1)?.report.effect === 'states',
    exercise: first.report.exercise,
    steps: known.map(({ step }) => step),
  };
}

function stepOf({ entered, statement, issuedAt, text }: HazardReportedV1, recordedAt: Instant): OrderStep | null {
  if (entered === undefined) return null;
  const { stepId, step, by } = entered;
  const common = { stepId, step, issuedAt, recordedAt, reason: text, by };
  if (statement?.hazard !== 'evacuation-order') return { ...common, content: null };
  const { level, districts, drawn, households, persons } = statement;
  return { ...common, content: { level, districts, drawn, households, persons } };
}
