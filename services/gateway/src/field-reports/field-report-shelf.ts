import { Inject, Injectable } from '@nestjs/common';
import {
  thingReported,
  type FeatureId,
  type FieldReportEntry,
  type FieldReportStep,
  type Instant,
  type NamedCode,
  type ThingReportedV1,
} from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { nameOf } from '../rollups/municipalities.js';
import { StepShelf, type KnownStep } from '../steps/step-shelf.js';

export type KnownFieldReport = Omit<FieldReportEntry, 'mayChange'>;

/** Every field report with all its steps. */
@Injectable()
export class FieldReportShelf extends StepShelf<ThingReportedV1, FieldReportStep, KnownFieldReport> {
  constructor(@Inject(EVENT_LOG) log: EventLog) {
    super(log, {
      contract: thingReported,
      topic: 'field-reports',
      keys: /^(drill:[a-z0-9-]+:)?field-report$/,
      stepOf,
      entryOf,
    });
  }
}

function entryOf(
  id: string,
  known: readonly KnownStep<ThingReportedV1, FieldReportStep>[],
): KnownFieldReport | undefined {
  const last = known.at(-1);
  if (last === undefined) return undefined;
  return {
    id: id as FeatureId,
    municipality: municipalityOf(last.report),
    state: stateOf(last.step),
    exercise: last.report.exercise,
    steps: known.map(({ step }) => step),
  };
}

function stepOf({ entered, issuedAt }: ThingReportedV1, recordedAt: Instant): FieldReportStep | null {
  return entered === undefined ? null : { ...entered, issuedAt, recordedAt };
}

function stateOf({ step }: FieldReportStep): FieldReportEntry['state'] {
  return step === 'resolve' ? 'resolved' : step === 'withdraw' ? 'withdrawn' : 'stands';
}

function municipalityOf({ municipality: code }: ThingReportedV1): NamedCode | null {
  return code === null ? null : { code, name: nameOf(code) };
}
