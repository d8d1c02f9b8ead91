import { defaultEnd } from '@hinomi/contracts';
import type { JmaBody, JmaControl, JmaHead } from '@hinomi/formats';
import type { JmaFamilyReport } from './normalise-jma-xml-families.js';

const BULLETIN_REVISION = 1;

type BulletinBody = Extract<JmaBody, { family: 'bulletin' }>;

/**
 * A bulletin's identity is its kind and its EventID; without one, its kind, office and areas. Serials of some kinds begin anew
 * every day, so only time orders them.
 */
export function bulletinReport(
  control: JmaControl,
  head: JmaHead,
  { statement, areaKey }: BulletinBody,
): JmaFamilyReport {
  const kind = control.title.normalize('NFKC').replace(/\s/g, '').slice(0, 60);
  const office = (control.editorialOffice ?? control.publishingOffice ?? '').normalize('NFKC').replace(/\s/g, '');
  const named = head.eventId?.replace(/\s+/g, '+').slice(0, 150) ?? '';
  const key = named === '' ? `${office.slice(0, 60)}:${areaKey}` : named;
  return {
    family: 'bulletin',
    hazard: `jma-bulletin:${kind}:${key}`,
    subject: `jma:bulletin:${kind}:${key}`,
    version: 0,
    parserRevision: BULLETIN_REVISION,
    // Without an id there is nothing to point at, so a 取消 takes back the telegram before it.
    effect: statement !== null ? 'states' : named === '' ? 'voids-previous' : 'voids-subject',
    statement,
    validFrom: head.reportDateTime,
    validTo: head.validDateTime ?? defaultEnd('bulletin', head.reportDateTime),
  };
}
