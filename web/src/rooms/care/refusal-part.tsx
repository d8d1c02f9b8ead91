import { useEffect, useRef, type ReactNode } from 'react';
import type { HealthFormat } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import type { CareWords } from '../../words/care/ja.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';
import { CareRefusal, type DocumentFault } from './care-api.js';
import { refusalText } from './refusal-text.js';

const MOST_SHOWN = 8;

/** Why a document was not taken: what to do first, then each place with the hub's words. */
export function RefusalPart({ problem, format }: { problem: unknown; format: HealthFormat }): ReactNode {
  const text = useCareWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [problem]);
  const refusal = problem instanceof CareRefusal ? problem : null;
  const faults = refusal?.faults.filter(({ severity }) => severity !== 'information') ?? [];
  return (
    <div className="care-refusal" role="alert" tabIndex={-1} ref={box} data-testid="refusal">
      <p className="care-refusal-title">
        <Icon name="alert" />
        <strong>
          <Ruby>{refusal === null ? text.failedAct : text.register.refusedTitle}</Ruby>
        </strong>
      </p>
      {refusal !== null && (
        <p>
          <Ruby>{todoOf(refusal, format, text)}</Ruby>
        </p>
      )}
      <Faults faults={faults} />
    </div>
  );
}

/** Places of a document with the hub's own words; they never hold a value of it. */
export function Faults({ faults }: { faults: readonly DocumentFault[] }): ReactNode {
  const text = useCareWords();
  if (faults.length === 0) return null;
  return (
    <>
      <ul className="care-faults">
        {faults.slice(0, MOST_SHOWN).map(({ where, message }, index) => (
          <li key={index}>
            <code data-testid="fault-place">{where}</code>
            <span lang="en" data-own>
              {message}
            </span>
          </li>
        ))}
      </ul>
      {faults.length > MOST_SHOWN && (
        <p className="care-note">
          <Ruby>{text.register.moreFaults(faults.length - MOST_SHOWN)}</Ruby>
        </p>
      )}
    </>
  );
}

function todoOf({ code, detail }: CareRefusal, format: HealthFormat, text: CareWords): string {
  const { todo } = text.register;
  if (code === 'record.denied') return todo.denied;
  if (code === 'record.other-person') return todo.otherPerson;
  if (code === 'record.repeated') return todo.repeated;
  if (code === 'record.invalid' || code === 'request.invalid')
    return { 'fhir-json': todo.fhir, 'jahis-notebook': todo.notebook, stated: todo.stated }[format];
  return refusalText(new CareRefusal(0, code, detail, []), text);
}
