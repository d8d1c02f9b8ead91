import type { HealthFinding } from '@hinomi/contracts';

/** How FHIR says what is wrong: severity, code, and where. */
export interface OperationOutcome {
  resourceType: 'OperationOutcome';
  issue: {
    severity: HealthFinding['severity'];
    code: HealthFinding['code'];
    diagnostics: string;
    expression?: [string];
    location?: [string];
  }[];
}

/** Findings as an OperationOutcome; without any, one that says so, since FHIR wants at least one. */
export function operationOutcome(findings: readonly HealthFinding[]): OperationOutcome {
  const issue = findings.map(({ severity, code, where, message }) => ({
    severity,
    code,
    diagnostics: message,
    ...(where.startsWith('line ') ? { location: [where] as [string] } : { expression: [where] as [string] }),
  }));
  const none = { severity: 'information' as const, code: 'informational' as const, diagnostics: 'nothing to remark' };
  return { resourceType: 'OperationOutcome', issue: issue.length === 0 ? [none] : issue };
}
