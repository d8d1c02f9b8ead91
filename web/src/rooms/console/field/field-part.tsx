import { useEffect, useState, type ReactNode } from 'react';
import { FIELD_REPORT_SOURCE, type FeatureV1, type FieldReportEntry } from '@hinomi/contracts';
import { ulid } from 'ulid';
import { HubRefusal, type HubApi } from '../../../access/hub-api.js';
import { endRequest } from '../../../field/field-form.js';
import { openFieldChange, type OpenedFieldReports } from '../../../field/open-field-report.js';
import { useFieldWords } from '../../../words/field/field-words.js';
import { Ruby } from '../../../words/ruby.js';
import { Part } from '../details/facts.js';
import { Refused } from './field-entry-form.js';
import { FieldSteps } from './field-steps.js';
import { stepsOf, whyNot, type FieldSending } from './use-field-entry.js';

export interface FieldPartProps {
  feature: FeatureV1;
  api: HubApi;
  hubNowMs: number;
  /** Opens the form; null while the past is shown. */
  change: ((opened: OpenedFieldReports) => void) | null;
}

/** In the details of a thing that headquarters told of: its steps and who entered them, and what may follow. */
export default function FieldPart(props: FieldPartProps): ReactNode {
  const ids = props.feature.sources.flatMap(({ source, subject }) => (source === FIELD_REPORT_SOURCE ? [subject] : []));
  return ids.map((id) => <OneReport key={id} id={id} {...props} />);
}

function OneReport({ id, feature, api, hubNowMs, change }: FieldPartProps & { id: string }): ReactNode {
  const text = useFieldWords();
  const [entry, setEntry] = useEntry(api, id, feature.version);
  const [sending, setSending] = useState<FieldSending>({ state: 'typing' });
  if (entry === null) return null;
  const end = async (step: 'resolve' | 'withdraw' | 'restore'): Promise<void> => {
    setSending({ state: 'sending' });
    try {
      const body = endRequest(entry, step, ulid(), hubNowMs);
      setEntry(await api.tell<FieldReportEntry>('POST', stepsOf(entry), body));
      setSending({ state: 'typing' });
    } catch (error) {
      setSending(whyNot(error));
    }
  };
  const button = (name: string, label: string, onClick: () => void): ReactNode => (
    <button
      type="button"
      className="button"
      disabled={sending.state === 'sending'}
      data-testid={`field-${name}`}
      onClick={onClick}
    >
      <Ruby>{label}</Ruby>
    </button>
  );
  return (
    <Part title={text.history}>
      <FieldSteps entry={entry} hubNowMs={hubNowMs} />
      {entry.mayChange && change !== null && (
        <div className="detail-actions field-steps-end">
          {entry.state === 'stands' ? (
            <>
              {button('resolve', text.resolve, () => void end('resolve'))}
              {button('edit', text.edit, () => change(openFieldChange(entry)))}
              {button('withdraw', text.withdraw, () => void end('withdraw'))}
            </>
          ) : (
            button('restore', text.restore, () => void end('restore'))
          )}
        </div>
      )}
      <Refused sending={sending} />
    </Part>
  );
}

/** For whoever may read who entered it; asked again with each version. */
function useEntry(api: HubApi, id: string, version: number) {
  const [entry, setEntry] = useState<FieldReportEntry | null>(null);
  useEffect(() => {
    let open = true;
    api.get<FieldReportEntry>(`/api/v1/field-reports/${encodeURIComponent(id)}`).then(
      (told) => {
        if (open) setEntry(told);
      },
      (error: unknown) => {
        // Whoever may not read the steps sees the report without them; a hub out of reach keeps what was known.
        if (open && error instanceof HubRefusal) setEntry(null);
      },
    );
    return () => {
      open = false;
    };
  }, [api, id, version]);
  return [entry, setEntry] as const;
}
