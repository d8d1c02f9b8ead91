import {
  contentDigest,
  hazardReported,
  reportEventId,
  type HazardId,
  type HazardReportedV1,
  type HubEvent,
  type ReportOrder,
  type RunId,
  type Subject,
} from '@hinomi/contracts';
import type { JmaReport, JmaStatus } from '@hinomi/formats';
import { normaliseFamilies, type JmaFamilyReport } from './normalise-jma-xml-families.js';
import type { SourceContext } from './source-context.js';

/** 緊急地震速報配信テスト (VXSE42) tests the line every hour and is nothing else, whatever status it carries. */
const LINE_TEST = /配信テスト/;

/** A telegram that says itself that it is none of the real world's goes to the drill realm, whoever sent it. */
const RUN_OF_STATUS: Readonly<Record<JmaStatus, RunId | null>> = {
  通常: null,
  訓練: 'jma-training' as RunId,
  試験: 'jma-test' as RunId,
};

/**
 * A telegram → one event per subject it speaks of (VTSE51 may carry two). Ids are a function of the content, so the same
 * bytes make the same events.
 */
export function normaliseJmaXml(report: JmaReport, context: SourceContext): HubEvent<HazardReportedV1>[] {
  const { status, title } = report.control;
  const exercise = context.exercise ?? RUN_OF_STATUS[LINE_TEST.test(title) ? '試験' : status];
  return normaliseFamilies(report).map((part) => eventOf(part, report, exercise, context));
}

function eventOf(
  part: JmaFamilyReport,
  { control, head, texts }: JmaReport,
  exercise: RunId | null,
  context: SourceContext,
): HubEvent<HazardReportedV1> {
  const prefix = exercise === null ? '' : `drill:${exercise}:`;
  const hazardId = `${prefix}${part.hazard}` as HazardId;
  const subject = `${prefix}${part.subject}` as Subject;
  const issuedAt = head.reportDateTime;
  const said = {
    effect: part.effect,
    statement: part.statement,
    title: head.title,
    headline: head.headline.text,
    text: texts.join('\n'),
  };
  const order: ReportOrder = {
    version: part.version,
    issuedAt,
    sentAt: control.dateTime,
    parserRevision: part.parserRevision,
    digest: contentDigest(said),
  };
  return {
    id: reportEventId(subject, order),
    type: hazardReported.type,
    source: context.source.id,
    subject,
    time: issuedAt,
    exercise,
    trace: context.trace,
    data: {
      ...said,
      hazardId,
      family: part.family,
      subject,
      order,
      exercise,
      source: {
        id: context.source.id,
        agency: control.publishingOffice ?? context.source.agency ?? context.source.id,
        attribution: context.source.attribution,
      },
      issuedAt,
      validFrom: part.validFrom,
      validTo: part.validTo,
      rawId: context.rawId,
    },
  };
}
