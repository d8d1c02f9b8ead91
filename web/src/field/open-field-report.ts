import type { FieldGeometry, FieldReportEntry, FieldReportTheme } from '@hinomi/contracts';

/** What is entered: a new report, or the next version of one. */
export interface FieldTask {
  entry: FieldReportEntry | null;
  /** Null: whoever enters it chooses. */
  theme: FieldReportTheme | null;
  /** Null: whoever enters it says where it is. */
  geometry: FieldGeometry | null;
}

/** What the panel of field reports shows; `task` null = the list. */
export interface OpenedFieldReports {
  kind: 'field-reports';
  task: FieldTask | null;
}

/**
 * A new field report at a place that is known already, such as a drawing that becomes one: `setOpened(openFieldReport({ geometry }))`
 * of `useOpened`. Without a theme the panel asks which kind it is.
 */
export function openFieldReport(
  draft: { geometry?: FieldGeometry; theme?: FieldReportTheme } = {},
): OpenedFieldReports {
  return {
    kind: 'field-reports',
    task: { entry: null, theme: draft.theme ?? null, geometry: draft.geometry ?? null },
  };
}

/** The next version of a report that is known. */
export function openFieldChange(entry: FieldReportEntry): OpenedFieldReports {
  const content = entry.steps.at(-1)?.content;
  return {
    kind: 'field-reports',
    task: { entry, theme: content?.theme ?? null, geometry: content?.geometry ?? null },
  };
}
