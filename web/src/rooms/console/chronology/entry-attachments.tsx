import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { LogAttachment, LogEntryId } from '@hinomi/contracts';
import { saveFile } from '../../../exports/save-file.js';
import { useChronologyWords } from '../../../words/chronology/chronology-words.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { PhotoDialog, Thumb } from '../../photos/thumb.js';
import { useBook } from './use-attachments.js';

interface EntryAttachmentsProps {
  entryId: LogEntryId;
  attachments: readonly LogAttachment[];
}

/** What is beside one version of an entry: pictures small, and large when pressed; a PDF is saved. */
export function EntryAttachments({ entryId, attachments }: EntryAttachmentsProps): ReactNode {
  const { api, run } = useBook();
  const { language } = useWords();
  const text = useChronologyWords();
  const [large, setLarge] = useState<{ name: string; address: string; from: Element | null } | null>(null);
  const [failed, setFailed] = useState(false);
  if (attachments.length === 0) return null;
  const load = (id: string): Promise<Blob> =>
    api.bytes(`/api/v1/chronology/${entryId}/attachments/${id}?exercise=${run ?? 'false'}`);
  const save = ({ id, name }: LogAttachment): void => {
    setFailed(false);
    load(id).then(
      (file) => saveFile(/\.pdf$/i.test(name) ? name : `${name}.pdf`, file),
      () => setFailed(true),
    );
  };
  const close = (): void => {
    const from = large?.from;
    setLarge(null);
    if (from instanceof HTMLElement) from.focus();
  };
  return (
    <div className="photo-row log-attached" data-testid="log-attached">
      {attachments.map((one) =>
        one.kind === 'pdf' ? (
          <button key={one.id} type="button" className="link-button" data-pdf={one.id} onClick={() => save(one)}>
            <span data-own lang="ja">
              {/\.pdf$/i.test(one.name) ? one.name : `${one.name} (PDF)`}
            </span>{' '}
            <Ruby>{text.savePdf}</Ruby>
          </button>
        ) : (
          <InSight key={one.id}>
            <Thumb
              id={one.id}
              alt={one.name}
              load={() => load(one.id)}
              open={(address) => setLarge({ name: one.name, address, from: document.activeElement })}
            />
          </InSight>
        ),
      )}
      {failed && (
        <p className="detail-warning" role="alert">
          <Ruby>{text.fileGone}</Ruby>
        </p>
      )}
      {large && (
        <PhotoDialog language={language} address={large.address} alt={large.name} remove={null} close={close} />
      )}
    </div>
  );
}

/** A long book does not load all its pictures at once. */
function InSight({ children }: { children: ReactNode }): ReactNode {
  const place = useRef<HTMLSpanElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    if (place.current !== null) watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return (
    <span ref={place} data-own lang="ja">
      {seen ? children : <span className="photo-thumb" />}
    </span>
  );
}
