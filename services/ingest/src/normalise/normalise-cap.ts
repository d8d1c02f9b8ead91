import {
  contentDigest,
  defaultEnd,
  reportEventId,
  type AlertStatement,
  type HazardId,
  type HazardReportedV1,
  type HubEvent,
  type ReportOrder,
  type RunId,
  type SignatureState,
  type Subject,
} from '@hinomi/contracts';
import type { CapAlert, CapMessageName } from '@hinomi/formats';
import { deriveAlertSegments, earliest, latest } from './derive-alert-segments.js';
import type { SourceContext } from './source-context.js';

/** Goes up when the same message is read better than before. */
const PARSER_REVISION = 3;

/**
 * A CAP message → the one event it makes. Ack and Error never change state and make none. A Cancel keeps no segment in
 * force; what its texts say is in the report's own title, headline and text.
 */
export function normaliseCap(
  alert: CapAlert,
  context: SourceContext,
  { signature, signedBy }: { signature: SignatureState | null; signedBy?: string } = { signature: null },
): HubEvent<HazardReportedV1>[] {
  const { msgType, sent } = alert;
  if (msgType === 'Ack' || msgType === 'Error') return [];
  const exercise = context.exercise ?? runOf(alert);
  const hazardId = hazardIdOf(alert, exercise);
  const subject = hazardId as string as Subject;
  const statement = statementOf(alert, msgType, exercise);
  const order: ReportOrder = {
    version: 0,
    issuedAt: sent,
    sentAt: sent,
    parserRevision: PARSER_REVISION,
    // What a signature vouches for is another event than the same words without it.
    digest: contentDigest(signature === 'verified' ? ['verified', statement] : statement),
  };
  const [first] = alert.infos;
  return [
    {
      id: reportEventId(subject, order),
      source: context.source.id,
      subject,
      time: sent,
      exercise,
      trace: context.trace,
      type: 'hazard.reported.v1',
      data: {
        hazardId,
        family: 'alert',
        subject,
        order,
        effect: 'states',
        exercise,
        source: {
          id: context.source.id,
          agency: first?.senderName ?? context.source.agency ?? alert.sender,
          attribution: context.source.attribution,
          ...(signature === null ? {} : { signature }),
          ...(signedBy === undefined ? {} : { signedBy }),
        },
        title: first?.event ?? '',
        headline: first?.headline ?? '',
        text: joined(first ? [first.description, first.instruction] : [alert.note]),
        issuedAt: sent,
        ...validityOf(alert),
        rawId: context.rawId,
        statement,
      },
    },
  ];
}

/** Anything but Actual is never shown as real; what is marked Exercise is kept apart from tests. */
function runOf({ status }: CapAlert): RunId | null {
  if (status === 'Actual') return null;
  return (status === 'Exercise' ? 'cap-exercise' : 'cap-test') as RunId;
}

function hazardIdOf({ sender, identifier, sent }: CapMessageName, exercise: RunId | null): HazardId {
  const id = `cap:${sender},${identifier},${sent}`;
  return (exercise === null ? id : `drill:${exercise}:${id}`) as HazardId;
}

function statementOf(alert: CapAlert, msgType: AlertStatement['msgType'], exercise: RunId | null): AlertStatement {
  const { sender, identifier, sent, scope, restriction, addresses, codes, incidents, note, references, infos } = alert;
  return {
    hazard: 'alert',
    sender,
    identifier,
    sent,
    msgType,
    ...(scope === 'Public' ? {} : { scope }),
    ...(restriction === null ? {} : { restriction }),
    ...(addresses.length === 0 ? {} : { addresses }),
    ...(codes.length === 0 ? {} : { codes }),
    ...(incidents.length === 0 ? {} : { incidents }),
    ...(note === null ? {} : { note }),
    supersedes: [...new Set(references.map((reference) => hazardIdOf(reference, exercise)))].sort(),
    segments: msgType === 'Cancel' ? [] : deriveAlertSegments(infos),
  };
}

/** One segment without an end leaves the end to the in-force table, unless another ends later still. */
function validityOf({ sent, infos }: CapAlert): Pick<HazardReportedV1, 'validFrom' | 'validTo'> {
  const ends = infos.map((info) => info.expires ?? defaultEnd('alert', sent));
  return {
    validFrom: earliest(infos.map((info) => info.onset ?? info.effective)) ?? sent,
    validTo: latest(ends) ?? defaultEnd('alert', sent),
  };
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join('\n');
}
