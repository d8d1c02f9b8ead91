import {
  contentDigest,
  type EvacuationOrderStatement,
  type EventId,
  type HazardId,
  type HazardReportedV1,
  type Instant,
  type NamedCode,
  type OrderLevel,
  type OrderStepKind,
  type RunId,
  type SourceId,
  type Subject,
} from '@hinomi/contracts';

/** As they are called since May 2021 (災害対策基本法 56, 60). */
export const ORDER_TITLES: Readonly<Record<OrderLevel, string>> = {
  3: '高齢者等避難',
  4: '避難指示',
  5: '緊急安全確保',
};

export interface EnteredStep {
  hazardId: HazardId;
  municipality: NamedCode;
  exercise: RunId | null;
  stepId: string;
  step: OrderStepKind;
  /** 1 for the first; a later one stands above an earlier one whatever the times it states. */
  number: number;
  issuedAt: Instant;
  reason: string;
  by: { subject: string; name: string };
  /** Null for what ends it. */
  content: Pick<EvacuationOrderStatement, 'level' | 'districts' | 'drawn' | 'households' | 'persons'> | null;
}

/** A step as the municipality's report; the same step is the same event, whenever and wherever it is made. */
export function normaliseOrderStep(entered: EnteredStep): HazardReportedV1 {
  const { hazardId, municipality, exercise, stepId, step, number, issuedAt, reason, by, content } = entered;
  const states = content !== null && step !== 'lift' && step !== 'withdraw';
  const statement: EvacuationOrderStatement | null = states
    ? { hazard: 'evacuation-order', municipality, step, ...content }
    : null;
  return {
    hazardId,
    family: 'evacuation-order',
    subject: hazardId as string as Subject,
    order: {
      version: number,
      issuedAt,
      sentAt: issuedAt,
      parserRevision: 1,
      digest: contentDigest({ statement, step, stepId, reason }),
    },
    effect: statement === null ? 'voids-subject' : 'states',
    exercise,
    source: { id: 'hub:orders' as SourceId, agency: municipality.name, attribution: municipality.name },
    title: statement === null ? '' : ORDER_TITLES[statement.level],
    headline: '',
    text: reason,
    issuedAt,
    validFrom: issuedAt,
    // Until the municipality lifts it.
    validTo: null,
    rawId: `order-step:${stepId}` as EventId,
    statement,
    entered: { stepId, step, by },
  };
}
