import type { Instant, Severity } from '@hinomi/contracts';
import { namesOf, type HazardGroup } from '../hazards/group-hazards.js';

/** What sounds and looks like what: from what must be heard first to what may wait a breath. */
export const ALARM_KINDS = ['eew', 'tsunami', 'level-5', 'level-4'] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/** From here on a hazard is an alarm: danger, whatever it is of. Tsunami warnings and forecasts of 5- and more begin here. */
const ALARM_SEVERITY = 4;

/** A hazard that stays in everybody's way until somebody at headquarters takes note of it, at the severity that it has. */
export interface HazardAlarm {
  key: string;
  is: 'hazard';
  kind: AlarmKind;
  ids: readonly string[];
  severity: Severity;
  since: Instant;
  group: HazardGroup;
}

/** Null: it calls nobody. A warned earthquake does whatever intensity it is given. */
export function alarmKind({
  layer,
  severity,
  main,
}: Pick<HazardGroup, 'layer' | 'severity' | 'main'>): AlarmKind | null {
  const warned = main.properties.type === 'eew' && main.properties.warning && severity > 0;
  if (layer === 'sensor' || (severity < ALARM_SEVERITY && !warned)) return null;
  if (layer === 'eew') return 'eew';
  if (layer === 'tsunami') return 'tsunami';
  return severity === 5 ? 'level-5' : 'level-4';
}

/** One a hazard, however many reports it has; what is heard first stands first, then the newest. */
export function hazardAlarms(groups: readonly HazardGroup[]): HazardAlarm[] {
  const alarms = groups.flatMap((group): HazardAlarm[] => {
    const kind = alarmKind(group);
    if (kind === null) return [];
    const { hazardId, severity, issuedAt } = group;
    return [
      {
        ...{ key: `${hazardId} hazard`, is: 'hazard', kind, ids: namesOf(group), severity, group },
        since: issuedAt as Instant,
      },
    ];
  });
  return alarms.sort(
    (a, b) => rankOf(a.kind) - rankOf(b.kind) || b.severity - a.severity || (a.since < b.since ? 1 : -1),
  );
}

/** 0 = heard before all others. */
export function rankOf(kind: AlarmKind): number {
  return ALARM_KINDS.indexOf(kind);
}
