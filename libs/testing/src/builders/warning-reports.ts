import type { AreaWarningStatement, HazardReportedV1, LegacyWarningStatement, WarningItem } from '@hinomi/contracts';
import { hazardReport, type ReportParts } from './hazard-reports.js';

/** A kind of warning over an area: `inForce('43', '2020100')`. */
export function inForce(kind: string, code: string, additions: string[] = []): WarningItem {
  return {
    kind: { code: kind, name: `警報${kind}` },
    area: { code, name: `地域${code}` },
    status: '発表',
    additions,
  };
}

/** The full state of one element in one 府県予報区. */
export function warningReport(
  telegram: AreaWarningStatement['telegram'],
  forecastArea: string,
  parts: ReportParts & Partial<Pick<AreaWarningStatement, 'cities' | 'divisions' | 'coastSections'>> = {},
): HazardReportedV1 {
  return hazardReport({
    ...parts,
    hazard: `jma-warning:${telegram}:${forecastArea}`,
    family: 'weather-warning',
    subject: parts.subject ?? `jma:${telegram}:${forecastArea}`,
    statement: {
      hazard: 'weather-warning',
      telegram,
      forecastArea: { code: forecastArea, name: `府県予報区${forecastArea}` },
      cities: parts.cities ?? [],
      divisions: parts.divisions ?? [],
      coastSections: parts.coastSections ?? [],
    },
  });
}

/** What the nationwide snapshot says of one element in one 府県予報区. */
export function snapshotReport(
  telegram: AreaWarningStatement['telegram'],
  forecastArea: string,
  parts: Parameters<typeof warningReport>[2] = {},
): HazardReportedV1 {
  return warningReport(telegram, forecastArea, { ...parts, subject: `jma:VPWS50:${telegram}:${forecastArea}` });
}

/** The full state of one 府県予報区 in the form of before 2026. */
export function legacyWarningReport(
  telegram: LegacyWarningStatement['telegram'],
  forecastArea: string,
  parts: ReportParts & Partial<Pick<LegacyWarningStatement, 'cities' | 'divisions'>> = {},
): HazardReportedV1 {
  const hazard = telegram === 'VXWW50' ? 'jma-legacy-landslide' : 'jma-legacy-warning';
  return hazardReport({
    ...parts,
    hazard: `${hazard}:${forecastArea}`,
    family: 'legacy-warning',
    subject: parts.subject ?? `jma:${telegram}:${forecastArea}`,
    statement: {
      hazard: 'legacy-warning',
      telegram,
      forecastArea: { code: forecastArea, name: `府県予報区${forecastArea}` },
      cities: parts.cities ?? [],
      divisions: parts.divisions ?? [],
    },
  });
}
