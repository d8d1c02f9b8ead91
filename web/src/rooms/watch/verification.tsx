import { useEffect, useState, type ReactNode } from 'react';
import type { AuditVerification } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { useWatchWords } from '../../words/care/watch-words.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import { auditPath } from './use-accesses.js';

/** Follows the chain of the audit from its start, and says whether it is whole. */
export function Verification({ api, exercise }: { api: HubApi; exercise: string | null }): ReactNode {
  const text = useWatchWords();
  const words = useWords();
  const [state, setState] = useState<'idle' | 'working' | 'failed' | AuditVerification>('idle');
  useEffect(() => setState('idle'), [exercise]);
  const verify = (): void => {
    setState('working');
    api.get<AuditVerification>(auditPath('/verification', exercise)).then(setState, () => setState('failed'));
  };
  return (
    <div className="watch-verify">
      <button
        type="button"
        className="button"
        onClick={verify}
        disabled={state === 'working'}
        data-testid="verify-audit"
      >
        <Ruby>{text.verify}</Ruby>
      </button>
      <span role="status">
        {state === 'working' && <Ruby>{text.verifying}</Ruby>}
        {typeof state === 'object' && state.intact && (
          <span className="watch-intact" data-testid="audit-intact">
            <Ruby>{text.intact(state.entries)}</Ruby>
          </span>
        )}
      </span>
      {state === 'failed' && <Problem text={words.history.failed} />}
      {typeof state === 'object' && !state.intact && (
        <div>
          <Problem text={text.broken} />
          <ul lang="en" data-own>
            {state.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
