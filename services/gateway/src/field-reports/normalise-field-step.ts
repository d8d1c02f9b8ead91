import {
  contentDigest,
  FIELD_REPORT_SOURCE,
  fieldReportDataset,
  type EventId,
  type FieldReportContent,
  type FieldReportStepKind,
  type Instant,
  type NamedCode,
  type RunId,
  type Subject,
  type ThingAttribute,
  type ThingReportedV1,
} from '@hinomi/contracts';

/** Before providers' tables, after whoever is there. */
const RANK = 3;

export interface EnteredFieldStep {
  subject: Subject;
  municipality: NamedCode | null;
  exercise: RunId | null;
  stepId: string;
  step: FieldReportStepKind;
  /** 1 for the first; a later one stands above an earlier one whatever the times it states. */
  number: number;
  issuedAt: Instant;
  reason: string;
  by: { subject: string; name: string };
  /** Of what ends it, what it said before. */
  content: FieldReportContent;
}

/** A step as headquarters' report of a thing; the same step is the same event. Who entered it is beside what it says. */
export function normaliseFieldStep(entered: EnteredFieldStep): ThingReportedV1 {
  const { subject, municipality, exercise, stepId, step, number, issuedAt, reason, by, content } = entered;
  const stated = {
    identifiers: [],
    name: content.name,
    nameKana: null,
    geometry: content.geometry,
    municipality: municipality?.code ?? null,
    classification: content.audience,
    attributes: {
      ...attributesOf(content, municipality),
      ...(step === 'resolve' ? { endtime: { value: issuedAt } } : {}),
    },
  };
  return {
    subject,
    theme: content.theme,
    dataset: fieldReportDataset(exercise),
    order: {
      version: number,
      issuedAt,
      sentAt: issuedAt,
      parserRevision: 1,
      digest: contentDigest({ stated, step, stepId, reason }),
    },
    effect: step === 'withdraw' ? 'voids-subject' : 'states',
    exercise,
    source: { id: FIELD_REPORT_SOURCE, agency: '災害対策本部', attribution: '災害対策本部の入力', rank: RANK },
    ...stated,
    issuedAt,
    original: {},
    rawId: `field-report-step:${stepId}` as EventId,
    entered: { stepId, step, by, reason, content },
  };
}

/** What was answered and what is not known; what was left empty is not told. */
function attributesOf(
  { theme, name, since, details, note }: FieldReportContent,
  municipality: NamedCode | null,
): Record<string, ThingAttribute> {
  const attributes: Record<string, ThingAttribute> = {};
  for (const [asked, value] of Object.entries(details)) {
    if (value !== undefined && value !== '') attributes[asked] = { value };
  }
  if (theme === 'road') attributes['roadname'] = { value: name };
  if (theme === 'isolated-community') attributes['name'] = { value: name };
  if (note !== '') attributes['note'] = { value: note };
  if (municipality !== null) {
    attributes['citycode'] = { value: municipality.code };
    attributes['cityname'] = { value: municipality.name };
  }
  attributes['starttime'] = { value: since };
  return attributes;
}
