import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type DragEvent,
} from 'react';
import type { RunId } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { LogDraft } from '../../../chronology/log-draft.js';
import { PendingFiles, type PendingFile } from '../../../chronology/pending-files.js';
import { prepareFile } from '../../../chronology/prepare-file.js';
import { sendFile } from '../../../chronology/send-file.js';
import { useChronologyWords } from '../../../words/chronology/chronology-words.js';
import { plain } from '../../../words/ruby-text.js';

/** The book that files go to and come from. */
export const BookContext = createContext<{ api: HubApi; run: RunId | null } | null>(null);

export function useBook(): { api: HubApi; run: RunId | null } {
  const book = useContext(BookContext);
  if (book === null) throw new Error('there is no book around this');
  return book;
}

export interface Attachments {
  pending: readonly PendingFile[];
  /** More were chosen than an entry may have. */
  tooMany: boolean;
  add: (files: readonly File[]) => void;
  drop: (id: string) => void;
  /** As it was chosen in this page; undefined after a reload. */
  file: (id: string) => Blob | undefined;
  /** For whatever the files are pasted or dropped on. */
  ways: {
    onPaste: (event: ClipboardEvent) => void;
    onDragOver: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
}

/** Files beside one draft: they go to the hub as soon as they are chosen, and the draft has them when they are there. */
export function useAttachments(draft: LogDraft, change: (part: Partial<LogDraft>) => void): Attachments {
  const { api, run } = useBook();
  const text = useChronologyWords();
  const [pending, setPending] = useState<readonly PendingFile[]>([]);
  const [tooMany, setTooMany] = useState(false);
  const attached = useRef(draft.attachments);
  attached.current = draft.attachments;
  const latest = useRef(change);
  latest.current = change;
  const files = useMemo(
    () =>
      new PendingFiles({
        prepare: prepareFile,
        send: (id, file, progress) => sendFile(api, { id, run, file }, progress),
        changed: (list) => {
          setPending(list);
          latest.current({ waiting: list.filter(({ state }) => state !== 'refused').length });
        },
        arrived: (attachment) => {
          attached.current = [...attached.current, attachment];
          latest.current({ attachments: attached.current });
        },
      }),
    [api, run],
  );
  useEffect(() => {
    files.open();
    return () => files.close();
  }, [files]);
  const add = (chosen: readonly File[]): void => {
    // A screenshot is always called image.png.
    const named = chosen.map((blob) => ({
      blob,
      name: /^image\.\w+$/.test(blob.name) ? plain(text.pasted) : nameOf(blob),
    }));
    setTooMany(!files.add(named, attached.current.length));
  };
  const take = (event: ClipboardEvent | DragEvent, given: FileList): void => {
    if (given.length === 0) return;
    event.preventDefault();
    add([...given]);
  };
  return {
    ...{ pending, tooMany, add },
    drop: (id) => files.drop(id),
    file: (id) => files.file(id),
    ways: {
      onPaste: (event) => take(event, event.clipboardData.files),
      onDragOver: (event) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault();
      },
      onDrop: (event) => take(event, event.dataTransfer.files),
    },
  };
}

/** Without what a line of the log book does not have. */
function nameOf({ name }: File): string {
  return name.replaceAll(/\p{Cc}/gu, '').slice(0, 100) || '?';
}
