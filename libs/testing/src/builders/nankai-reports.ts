import { defaultEnd, NANKAI_IN_FORCE, type HazardReportedV1, type NankaiStage } from '@hinomi/contracts';
import { hazardReport, minute, type ReportParts } from './hazard-reports.js';

/** A report of one stage of 南海トラフ地震臨時情報 and its relatives, under the EventID `event`. */
export function nankaiReport(stage: NankaiStage, event: string, parts: ReportParts = {}): HazardReportedV1 {
  const telegram =
    stage === 'routine'
      ? 'VYSE52'
      : stage === 'explanation'
        ? 'VYSE51'
        : stage === 'subsequent-caution'
          ? 'VYSE60'
          : 'VYSE50';
  const report = hazardReport({
    ...parts,
    hazard: telegram === 'VYSE60' ? 'jma-subsequent-quake' : 'jma-nankai',
    family: 'nankai',
    subject: parts.subject ?? `jma:nankai:${event}`,
    statement: { hazard: 'nankai', telegram, stage, name: null, nextAdvisory: null },
  });
  return parts.ends === undefined
    ? { ...report, validTo: defaultEnd(NANKAI_IN_FORCE[stage], minute(parts.at ?? 0)) }
    : report;
}
