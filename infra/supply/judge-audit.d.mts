export interface AuditVerdict {
  verdict: 'fine' | 'vulnerable' | 'unanswered';
  sentences: string[];
}
export function judgeAudit(text: string): AuditVerdict;
