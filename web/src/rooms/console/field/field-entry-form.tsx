import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import type { FieldReportEntry, FieldReportTheme, RunId } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { FieldTask } from '../../../field/open-field-report.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { useFieldWords } from '../../../words/field/field-words.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { DetailFields, NameField, Problem } from './field-fields.js';
import { FieldPlace } from './field-place.js';
import { useFieldEntry, type FieldSending } from './use-field-entry.js';
import { useFieldPlace } from './use-field-place.js';

interface FieldEntryFormProps {
  api: HubApi;
  exercise: boolean;
  run: RunId | null;
  task: FieldTask;
  theme: FieldReportTheme;
  hubNowMs: number;
  mapRef: RefObject<HazardMap | null>;
  /** It was recorded. */
  done: () => void;
  again: () => void;
  toList: () => void;
  open: (id: string) => void;
}

/** Typed and sent at once; what was a slip is withdrawn with the next press. */
export function FieldEntryForm(props: FieldEntryFormProps): ReactNode {
  const { api, exercise, run, task, theme, hubNowMs, mapRef, done } = props;
  const text = useFieldWords();
  const place = useFieldPlace(api, mapRef, task.geometry);
  const entry = useFieldEntry({ api, task, theme, run, place, nowMs: hubNowMs, done });
  const { form, sending, problems } = entry;
  const fields = { form, put: entry.put, problems };
  if (sending.state === 'done') {
    return <Done {...props} entry={sending.entry} withdraw={() => void entry.withdraw(sending.entry, hubNowMs)} />;
  }
  return (
    <form
      className="order-form"
      noValidate
      data-testid="field-form"
      onSubmit={(event) => {
        event.preventDefault();
        void entry.send(hubNowMs);
      }}
    >
      <NameField {...fields} />
      <FieldPlace api={api} exercise={exercise} place={place}>
        <Problem name="place" problems={problems} />
      </FieldPlace>
      <DetailFields {...fields} />
      <Refused sending={sending} />
      <div className="detail-actions">
        <button
          type="submit"
          className="button button-strong"
          disabled={sending.state === 'sending' || sending.state === 'overtaken'}
          data-testid="field-send"
        >
          <Ruby>{sending.state === 'sending' ? text.sending : task.entry === null ? text.send : text.change}</Ruby>
        </button>
        <button type="button" className="button" onClick={props.toList}>
          <Ruby>{text.backToList}</Ruby>
        </button>
      </div>
    </form>
  );
}

export function Refused({ sending }: { sending: FieldSending }): ReactNode {
  const text = useFieldWords();
  if (sending.state !== 'failed' && sending.state !== 'denied' && sending.state !== 'overtaken') return null;
  const said = sending.state === 'failed' ? text.failed(sending.why) : text[sending.state];
  return (
    <p role="alert" className="order-problem">
      <Ruby>{said}</Ruby>
    </p>
  );
}

interface DoneProps extends FieldEntryFormProps {
  entry: FieldReportEntry;
  withdraw: () => void;
}

function Done({ entry, withdraw, again, toList, open }: DoneProps): ReactNode {
  const words = useWords();
  const text = useFieldWords();
  const heading = useRef<HTMLParagraphElement>(null);
  const last = entry.steps.at(-1);
  useEffect(() => heading.current?.focus(), [last?.stepId]);
  if (last === undefined) return null;
  const kind = words.things.themes[last.content.theme];
  const said = `${kind} ${last.content.name}`.trim();
  return (
    <div className="order-confirm" data-testid="field-done" data-step={last.step}>
      <p ref={heading} tabIndex={-1} role="status">
        <Ruby>{text.done(entry.state === 'stands' ? said : `${said} ${text.steps[last.step]}`)}</Ruby>
      </p>
      <div className="detail-actions">
        {entry.state === 'stands' && (
          <>
            <button type="button" className="button" onClick={() => open(entry.id)} data-testid="field-show">
              <Ruby>{text.show}</Ruby>
            </button>
            <button type="button" className="button" onClick={withdraw} data-testid="field-slip">
              <Ruby>{text.slip}</Ruby>
            </button>
          </>
        )}
        <button type="button" className="button button-strong" onClick={again} data-testid="field-again">
          <Ruby>{text.again}</Ruby>
        </button>
        <button type="button" className="button" onClick={toList}>
          <Ruby>{text.backToList}</Ruby>
        </button>
      </div>
    </div>
  );
}
