import { useState, type ReactNode } from 'react';
import type { LogDraft } from '../../../chronology/log-draft.js';
import { fieldMillis } from '../../../words/clock.js';
import { useChronologyWords } from '../../../words/chronology/chronology-words.js';
import { Ruby } from '../../../words/ruby.js';
import { EntryFields, type PlaceSource, type Suggested } from './entry-fields.js';

interface EntryFormProps {
  draft: LogDraft;
  change: (part: Partial<LogDraft>) => void;
  /** False while it lacks something. */
  write: () => boolean;
  suggested: Suggested;
  places: PlaceSource;
  close: () => void;
  /** Ready for the next entry. */
  again: () => void;
}

/** A new entry. Enter sends it, and the next one can be typed at once. */
export function EntryForm({ draft, change, write, suggested, places, close, again }: EntryFormProps): ReactNode {
  const text = useChronologyWords();
  const [lacks, setLacks] = useState(false);
  const send = (): void => {
    const isWritten = write();
    setLacks(!isWritten);
    if (isWritten) again();
  };
  const isBadTime = draft.at !== '' && fieldMillis(draft.at) === null;
  return (
    <form
      className="log-form"
      aria-labelledby="log-form-title"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        // What was typed is kept.
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) close();
      }}
    >
      <h3 id="log-form-title">
        <Ruby>{text.form}</Ruby>
      </h3>
      <EntryFields
        draft={draft}
        change={(part) => {
          setLacks(false);
          change(part);
        }}
        send={send}
        suggested={suggested}
        places={places}
        contentRequired={false}
      />
      {lacks && (
        <p className="detail-warning" role="alert">
          <Ruby>{draft.waiting > 0 ? text.filesWait : isBadTime ? text.badTime : text.needsContent}</Ruby>
        </p>
      )}
      <div className="log-buttons">
        <button type="submit" className="button" data-primary data-testid="log-send">
          <Ruby>{text.send}</Ruby>
        </button>
        <p className="desk-hint">
          <Ruby>{text.hint}</Ruby>
        </p>
      </div>
    </form>
  );
}
