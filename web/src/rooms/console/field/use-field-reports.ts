import { useCallback, useEffect, useMemo, useState } from 'react';
import { FIELD_REPORT_SOURCE, type FeatureV1, type FieldReportEntry } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';

export interface FieldReports {
  entries: readonly FieldReportEntry[];
  failed: boolean;
  ask: () => void;
}

/** All that headquarters entered, asked for again when the picture says that something of it changed. */
export function useFieldReports(
  api: HubApi,
  exercise: boolean,
  features: ReadonlyMap<string, FeatureV1>,
): FieldReports {
  const [entries, setEntries] = useState<readonly FieldReportEntry[]>([]);
  const [failed, setFailed] = useState(false);
  const [asked, setAsked] = useState(0);
  const seen = useMemo(() => versionsOf(features), [features]);
  useEffect(() => {
    let open = true;
    api.get<FieldReportEntry[]>(`/api/v1/field-reports?exercise=${exercise}`).then(
      (all) => {
        if (!open) return;
        setEntries(all);
        setFailed(false);
      },
      () => (open ? setFailed(true) : undefined),
    );
    return () => {
      open = false;
    };
  }, [api, exercise, asked, seen]);
  return { entries, failed, ask: useCallback(() => setAsked((count) => count + 1), []) };
}

function versionsOf(features: ReadonlyMap<string, FeatureV1>): string {
  const versions: string[] = [];
  for (const { id, version, sources } of features.values()) {
    if (sources.some(({ source }) => source === FIELD_REPORT_SOURCE)) versions.push(`${id} ${version}`);
  }
  return versions.sort().join('\n');
}
