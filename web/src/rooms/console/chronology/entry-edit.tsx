import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { LogEntry } from '@hinomi/contracts';
import type { LogDraft, LogEdit } from '../../../chronology/log-draft.js';
import { useChronologyWords } from '../../../words/chronology/chronology-words.js';
import { Ruby } from '../../../words/ruby.js';
import { EntryFields, type PlaceSource, type Suggested } from './entry-fields.js';
import { EntryVersions } from './entry-versions.js';

interface EntryEditProps {
  edit: LogEdit;
  entry: LogEntry;
  hubNowMs: number;
  suggested: Suggested;
  places: PlaceSource;
  setEdit: (edit: LogEdit | null) => void;
  write: () => boolean;
  /** The button it was opened with has the focus again. */
  leave: () => void;
}

/** Another version of an entry, with all that was written so far beside it. */
export function EntryEdit(props: EntryEditProps): ReactNode {
  const { edit, entry, hubNowMs, suggested, places, setEdit, write, leave } = props;
  const text = useChronologyWords();
  const form = useRef<HTMLFormElement>(null);
  const [lacks, setLacks] = useState(false);
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-log-field="content"]')?.focus(), [edit.entryId]);
  // Two changes before the next drawing must not undo each other.
  const latest = useRef(edit);
  latest.current = edit;
  const change = (part: Partial<LogDraft>): void => {
    latest.current = { ...latest.current, draft: { ...latest.current.draft, ...part } };
    setEdit(latest.current);
  };
  const unseen = entry.count > edit.seen ? entry.versions.at(-1) : undefined;
  const send = (): void => {
    const isWritten = write();
    setLacks(!isWritten);
    if (isWritten) leave();
  };
  return (
    <div className="log-edit" data-testid="log-edit">
      <section>
        <h4>
          <Ruby>{text.original}</Ruby>
        </h4>
        <EntryVersions entry={entry} hubNowMs={hubNowMs} />
      </section>
      {unseen !== undefined && (
        <p className="detail-warning" role="alert" data-testid="log-changed">
          <Ruby>{text.changedMeanwhile(unseen.by.name)}</Ruby>{' '}
          <button
            type="button"
            className="button"
            data-testid="log-seen"
            onClick={() => setEdit({ ...edit, seen: entry.count })}
          >
            <Ruby>{text.seen}</Ruby>
          </button>
        </p>
      )}
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
          event.stopPropagation();
          setEdit(null);
          leave();
        }}
      >
        <EntryFields
          draft={edit.draft}
          change={change}
          send={send}
          suggested={suggested}
          places={places}
          contentRequired
        />
        {lacks && (
          <p className="detail-warning" role="alert">
            <Ruby>{edit.draft.waiting > 0 ? text.filesWait : text.needsContent}</Ruby>
          </p>
        )}
        <div className="log-buttons">
          <button type="submit" className="button" data-primary data-testid="log-save">
            <Ruby>{text.save}</Ruby>
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              setEdit(null);
              leave();
            }}
          >
            <Ruby>{text.cancel}</Ruby>
          </button>
        </div>
      </form>
    </div>
  );
}
