import { defaultEnd } from '@hinomi/contracts';
import type { JmaBody, JmaHead } from '@hinomi/formats';
import type { JmaFamilyReport } from './normalise-jma-xml-families.js';

const LEGACY_REVISION = 1;

type LegacyBody = Extract<JmaBody, { family: 'legacy-warning' }>;

/**
 * Warnings in the form of before 2026, hazards of their own so that they never mix with the others (hazard-feeds 2.3). VPWW50, 53
 * and 54 say the same of one 府県予報区 in three forms; 土砂災害警戒情報 is known by its EventID, which stands for ever while its serial
 * begins anew, so that only time orders it.
 */
export function legacyWarningReport(head: JmaHead, { telegram, key, statement }: LegacyBody): JmaFamilyReport {
  return {
    family: 'legacy-warning',
    hazard: telegram === 'VXWW50' ? `jma-legacy-landslide:${key}` : `jma-legacy-warning:${key}`,
    subject: `jma:${telegram}:${key}`,
    version: 0,
    parserRevision: LEGACY_REVISION,
    effect: statement === null ? 'voids-previous' : 'states',
    statement,
    validFrom: head.reportDateTime,
    validTo: defaultEnd('legacy-warning', head.reportDateTime),
  };
}
