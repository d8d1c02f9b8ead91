import { defaultEnd } from '@hinomi/contracts';
import type { JmaBody, JmaControl, JmaHead } from '@hinomi/formats';
import type { JmaFamilyReport } from './normalise-jma-xml-families.js';

const PROMPT_REVISION = 1;

type PromptBody = Extract<JmaBody, { family: 'prompt-report' }>;

/**
 * A prompt report is known by its EventID. 竜巻注意情報 has none: there is one per area of issue, which a later one prolongs, and
 * VPHW51 is the same with a sighting (hazard-feeds 1).
 */
export function promptReport(
  control: JmaControl,
  head: JmaHead,
  { telegram, statement, areaKey }: PromptBody,
): JmaFamilyReport {
  const tornado = telegram.startsWith('VPHW');
  const named = head.eventId?.replace(/\s+/g, '+').slice(0, 150) ?? '';
  const office = (control.editorialOffice ?? '').normalize('NFKC').replace(/\s/g, '').slice(0, 60);
  const key = named === '' ? `${office}:${areaKey}` : named;
  return {
    family: 'prompt-report',
    hazard: `jma-prompt:${tornado ? 'VPHW' : telegram}:${key}`,
    subject: `jma:${tornado ? 'VPHW' : telegram}:${key}`,
    // A tornado's serials begin anew every day, so only time orders them.
    version: named === '' ? 0 : (head.serial ?? 0),
    parserRevision: PROMPT_REVISION,
    effect: statement !== null ? 'states' : named === '' ? 'voids-previous' : 'voids-subject',
    statement,
    validFrom: head.reportDateTime,
    validTo: head.validDateTime ?? defaultEnd('prompt-report', head.reportDateTime),
  };
}
