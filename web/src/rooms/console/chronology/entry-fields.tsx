import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { LOG_STATUSES, type LogPlace } from '@hinomi/contracts';
import { statusOfKey, type LogDraft } from '../../../chronology/log-draft.js';
import { useChronologyWords } from '../../../words/chronology/chronology-words.js';
import { Ruby } from '../../../words/ruby.js';
import { plain } from '../../../words/ruby-text.js';
import { AttachmentField } from './attachment-field.js';
import { PlaceField } from './place-field.js';
import { useAttachments } from './use-attachments.js';

/** What has been said before, to be chosen from. */
export interface Suggested {
  from: readonly string[];
  to: readonly string[];
  handler: readonly string[];
}

export interface PlaceSource {
  /** Places of that name, the likeliest first. */
  find: (words: string) => Promise<Named[]>;
  mapCentre: () => LogPlace['lngLat'];
  /** What was open on the map when the log book was opened. */
  about: Named | null;
}
export type Named = Pick<LogPlace, 'name' | 'lngLat'>;

interface EntryFieldsProps {
  draft: LogDraft;
  change: (part: Partial<LogDraft>) => void;
  /** Enter, wherever one is. */
  send: () => void;
  suggested: Suggested;
  places: PlaceSource;
  contentRequired: boolean;
}

const LINES = ['from', 'to'] as const;

/** The fields of an entry, in the order they are spoken. */
export function EntryFields(props: EntryFieldsProps): ReactNode {
  const { draft, change, send, suggested, places, contentRequired } = props;
  const text = useChronologyWords();
  const id = useId();
  const attachments = useAttachments(draft, change);
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    // Enter ends a conversion of kana first.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.target instanceof HTMLButtonElement) return;
    const breaksLine = event.shiftKey && event.target instanceof HTMLTextAreaElement;
    if (breaksLine) return;
    event.preventDefault();
    send();
  };
  const onStatusKey = (event: KeyboardEvent): void => {
    const status = event.ctrlKey || event.metaKey || event.altKey ? null : statusOfKey(event.key);
    if (status === null) return;
    event.preventDefault();
    change({ status });
  };
  return (
    <div className="log-fields" onKeyDown={onKey} role="presentation" {...attachments.ways}>
      {LINES.map((name) => (
        <label key={name} className="desk-field">
          <Ruby>{text.fields[name]}</Ruby>
          <input
            type="text"
            autoComplete="off"
            maxLength={100}
            list={`${id}-${name}`}
            value={draft[name]}
            data-log-field={name}
            onChange={(event) => change({ [name]: event.target.value })}
          />
          <Names id={`${id}-${name}`} names={suggested[name]} />
        </label>
      ))}
      <label className="desk-field log-content">
        <Ruby>{text.fields.content}</Ruby>
        <textarea
          rows={2}
          maxLength={4_000}
          placeholder={plain(text.contentHint)}
          required={contentRequired}
          data-own
          lang="ja"
          value={draft.content}
          data-log-field="content"
          onChange={(event) => change({ content: event.target.value })}
        />
      </label>
      <label className="desk-field">
        <Ruby>{text.fields.status}</Ruby>
        <select
          value={draft.status}
          title={plain(text.statusHint)}
          data-log-field="status"
          onKeyDown={onStatusKey}
          onChange={(event) => change({ status: event.target.value as LogDraft['status'] })}
        >
          {LOG_STATUSES.map((status, index) => (
            <option key={status} value={status}>
              {`${index + 1} ${plain(text.statuses[status])}`}
            </option>
          ))}
        </select>
      </label>
      <label className="desk-field">
        <Ruby>{text.fields.handler}</Ruby>
        <input
          type="text"
          autoComplete="off"
          maxLength={100}
          list={`${id}-handler`}
          value={draft.handler}
          data-log-field="handler"
          onChange={(event) => change({ handler: event.target.value })}
        />
        <Names id={`${id}-handler`} names={suggested.handler} />
      </label>
      <label className="desk-field">
        <Ruby>{text.fields.at}</Ruby>
        <input
          type="datetime-local"
          step={1}
          title={plain(text.fields.atHint)}
          value={draft.at}
          data-log-field="at"
          onChange={(event) => change({ at: event.target.value })}
        />
      </label>
      <PlaceField draft={draft} change={change} places={places} />
      <AttachmentField draft={draft} change={change} attachments={attachments} />
    </div>
  );
}

function Names({ id, names }: { id: string; names: readonly string[] }): ReactNode {
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}
