import { useEffect, useRef, useState, type ReactNode } from 'react';
import { ATTACHMENTS_PER_ENTRY, MAX_ATTACHMENT_BYTES, type LogAttachment } from '@hinomi/contracts';
import type { LogDraft } from '../../../chronology/log-draft.js';
import type { PendingFile } from '../../../chronology/pending-files.js';
import { useChronologyWords } from '../../../words/chronology/chronology-words.js';
import { Ruby } from '../../../words/ruby.js';
import { plain } from '../../../words/ruby-text.js';
import type { Attachments } from './use-attachments.js';
import '../../photos/photos.css';

interface AttachmentFieldProps {
  draft: LogDraft;
  change: (part: Partial<LogDraft>) => void;
  attachments: Attachments;
}

/** Photos and PDF beside what is being written, each with the words that say what is on it. */
export function AttachmentField({ draft, change, attachments }: AttachmentFieldProps): ReactNode {
  const text = useChronologyWords();
  const { pending, tooMany, add, drop, file } = attachments;
  const input = useRef<HTMLInputElement>(null);
  const put = (id: string, part: Partial<LogAttachment> | null): void =>
    change({
      attachments: draft.attachments.flatMap((one) =>
        one.id !== id ? [one] : part === null ? [] : [{ ...one, ...part }],
      ),
    });
  return (
    <div className="log-files" data-testid="log-files" data-waiting={draft.waiting}>
      <button type="button" className="button" data-testid="log-attach" onClick={() => input.current?.click()}>
        <Ruby>{text.attach}</Ruby>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/*,application/pdf"
        data-testid="log-file"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          add(files);
        }}
      />
      <p className="desk-hint">
        <Ruby>{text.attachHint(ATTACHMENTS_PER_ENTRY, MAX_ATTACHMENT_BYTES / 1024 / 1024)}</Ruby>
      </p>
      {draft.attachments.map((one, index) => (
        <p key={one.id} className="log-file" data-attached={one.kind}>
          <Small blob={one.kind === 'pdf' ? undefined : file(one.id)} kind={one.kind} />
          <input
            type="text"
            autoComplete="off"
            maxLength={100}
            aria-label={plain(text.attachedName(index + 1))}
            value={one.name}
            data-own
            lang="ja"
            onChange={(event) => put(one.id, { name: event.target.value })}
          />
          <button type="button" className="link-button" onClick={() => put(one.id, null)}>
            <Ruby>{text.detach(index + 1)}</Ruby>
          </button>
        </p>
      ))}
      <div role="status">
        {pending.map((one) => (
          <Pending key={one.id} file={one} drop={() => drop(one.id)} />
        ))}
        {tooMany && (
          <p className="detail-warning">
            <Ruby>{text.tooManyFiles(ATTACHMENTS_PER_ENTRY)}</Ruby>
          </p>
        )}
      </div>
    </div>
  );
}

function Pending({ file, drop }: { file: PendingFile; drop: () => void }): ReactNode {
  const text = useChronologyWords();
  const { name, state, share, reason } = file;
  return (
    <p className="log-file" data-pending={state}>
      <span data-own lang="ja">
        {name}
      </span>
      {state === 'sending' && <progress value={share} max={1} aria-label={plain(text.fileStates.sending)} />}
      <small>
        <Ruby>{text.fileStates[state]}</Ruby>{' '}
        {reason === 'too-large' ? (
          <Ruby>{text.fileTooLarge(MAX_ATTACHMENT_BYTES / 1024 / 1024)}</Ruby>
        ) : (
          <span lang="en">{reason}</span>
        )}
      </small>
      <button type="button" className="link-button" onClick={drop}>
        <Ruby>{text.dropFile}</Ruby>
      </button>
    </p>
  );
}

/** Of what was chosen in this page. */
function Small({ blob, kind }: { blob: Blob | undefined; kind: string }): ReactNode {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (blob === undefined) return undefined;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address === null ? (
    <small>{kind.toUpperCase()}</small>
  ) : (
    <img className="log-file-small" src={address} alt="" />
  );
}
