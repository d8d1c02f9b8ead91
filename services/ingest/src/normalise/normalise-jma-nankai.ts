import { defaultEnd, NANKAI_IN_FORCE } from '@hinomi/contracts';
import type { JmaBody, JmaHead } from '@hinomi/formats';
import type { JmaFamilyReport } from './normalise-jma-xml-families.js';

const NANKAI_REVISION = 1;

type NankaiBody = Extract<JmaBody, { family: 'nankai' }>;

/**
 * There is one state of the Nankai Trough in the country, and one of the region off Hokkaido and Sanriku. Each report is known by its
 * EventID, a new one at every stage; 関連解説情報 counts its serials under one.
 */
export function nankaiReport(head: JmaHead, { telegram, eventId, statement }: NankaiBody): JmaFamilyReport {
  return {
    family: 'nankai',
    hazard: telegram === 'VYSE60' ? 'jma-subsequent-quake' : 'jma-nankai',
    // A 取消 does not say whether it takes back VYSE51 or 52.
    subject: `jma:nankai:${eventId}`,
    version: head.serial ?? 0,
    parserRevision: NANKAI_REVISION,
    effect: statement === null ? 'voids-subject' : 'states',
    statement,
    validFrom: head.reportDateTime,
    validTo: head.validDateTime ?? defaultEnd(NANKAI_IN_FORCE[statement?.stage ?? 'unknown'], head.reportDateTime),
  };
}
