import type { InputPlace } from '../errors/hub-error.js';
import { jsonPointer } from '../errors/json-pointer.js';
import { Instant } from '../instant.js';
import type { AttributeDefinition } from '../things/attribute-definition.js';
import { THEME_DEFINITIONS } from '../things/theme.js';
import { ShelterReport } from './shelter-report.js';

/** Why a report cannot be taken: `place.path` is a JSON pointer into the report. What was written is never repeated. */
export interface RefusedReport {
  reportId: string | null;
  code: 'report.invalid' | 'report.empty';
  detail: string;
  place: InputPlace;
}

/** No shelter holds more; a larger number is a telephone number in the wrong field. */
const MOST = 1_000_000;

/** An office is named in words; so many digits are somebody's telephone. */
const TELEPHONE = /(?:\p{Nd}[-‐‑–−ー()（）\s]*){7,}/u;

/** Reads one report as it came; everything in it is checked against the theme `shelter`. */
export function checkShelterReport(written: unknown): ShelterReport | RefusedReport {
  const reportId = idOf(written);
  const refuse = (detail: string, ...path: PropertyKey[]): RefusedReport => ({
    ...{ reportId, code: 'report.invalid', detail },
    place: { path: jsonPointer(path) },
  });
  const read = ShelterReport.safeParse(written);
  if (!read.success) {
    const [issue] = read.error.issues;
    return refuse(issue?.message ?? 'This is no report.', ...(issue?.path ?? []));
  }
  const report = read.data;
  const rows = (written as { attributes: Record<string, object> }).attributes;
  for (const [name, { value }] of Object.entries(report.attributes)) {
    const known = attributeOf(name);
    if (known === null) return refuse('A shelter has no such attribute.', 'attributes', name);
    if (known.type === 'text') return refuse('A text has no place in a report.', 'attributes', name);
    const other = Object.keys(rows[name] ?? {}).find((key) => key !== 'value' && key !== 'observedAt');
    if (other !== undefined) return refuse('Only value and observedAt stand here.', 'attributes', name, other);
    const wrong = whatIsWrong(known, value);
    if (wrong !== null) return refuse(wrong, 'attributes', name, 'value');
  }
  if (report.toldBy !== null && TELEPHONE.test(report.toldBy)) {
    return refuse('Name the office that told it, without a number.', 'toldBy');
  }
  const { attributes, urgentNeed, photos = [] } = report;
  if (Object.keys(attributes).length === 0 && urgentNeed === undefined && photos.length === 0) {
    return { ...refuse('The report says nothing.', 'attributes'), code: 'report.empty' };
  }
  return report;
}

export function isRefused(checked: ShelterReport | RefusedReport): checked is RefusedReport {
  return 'code' in checked;
}

function attributeOf(name: string): AttributeDefinition | null {
  const { attributes } = THEME_DEFINITIONS.shelter;
  return Object.hasOwn(attributes, name) ? (attributes[name] as AttributeDefinition) : null;
}

function whatIsWrong({ type, codes = [] }: AttributeDefinition, value: unknown): string | null {
  if (value === null) return null;
  switch (type) {
    case 'code':
      return codes.includes(value as string) ? null : `Expected one of ${codes.join(', ')}, or null.`;
    case 'integer':
      return Number.isInteger(value) && isAmount(value) ? null : 'Expected a whole number from 0, or null.';
    case 'number':
      return isAmount(value) ? null : 'Expected a number from 0, or null.';
    case 'instant':
      return Instant.safeParse(value).success ? null : 'Expected an instant like 2024-01-01T07:10:09.000Z, or null.';
    case 'text':
      return 'A text has no place in a report.';
  }
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= MOST;
}

/** So that even what cannot be read is known by its id, where it has one. */
function idOf(written: unknown): string | null {
  const id = typeof written === 'object' && written !== null && 'reportId' in written ? written.reportId : null;
  return typeof id === 'string' && id.length <= 64 ? id : null;
}
