import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Language } from '../../words/languages.js';
import { photoWords } from '../../words/photos/photo-words.js';
import { plain } from '../../words/ruby-text.js';
import { RubyText } from '../../words/ruby-text-view.js';
import './photos.css';

interface ThumbProps {
  /** Names what is loaded. */
  id: string;
  load: () => Promise<Blob>;
  alt: string;
  open?: (address: string) => void;
}

/** One photo, small; null while it is on its way. */
export function Thumb({ id, load, alt, open }: ThumbProps): ReactNode {
  const [address, setAddress] = useState<string | 'failed' | null>(null);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    let made: string | null = null;
    let isOpen = true;
    latest.current().then(
      (blob) => {
        if (!isOpen) return;
        made = URL.createObjectURL(blob);
        setAddress(made);
      },
      () => isOpen && setAddress('failed'),
    );
    return () => {
      isOpen = false;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [id]);
  if (address === null || address === 'failed') {
    return (
      <span className="photo-thumb" data-photo={id} data-state={address ?? 'loading'} role="img" aria-label={alt} />
    );
  }
  const image = <img src={address} alt={alt} />;
  if (open === undefined) {
    return (
      <span className="photo-thumb" data-photo={id} data-state="shown">
        {image}
      </span>
    );
  }
  return (
    <button type="button" className="photo-thumb" data-photo={id} data-state="shown" onClick={() => open(address)}>
      {image}
    </button>
  );
}

interface PhotoDialogProps {
  language: Language;
  address: string;
  alt: string;
  /** Null = the person may not remove it. */
  remove: (() => Promise<void>) | null;
  close: () => void;
}

/** One photo, large, and the way to remove it for good. */
export function PhotoDialog({ language, address, alt, remove, close }: PhotoDialogProps): ReactNode {
  const words = photoWords(language);
  const dialog = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const press = (): void => {
    if (!asked) return setAsked(true);
    remove?.().then(close, () => setFailed(true));
  };
  return (
    <dialog
      ref={dialog}
      className="dialog photo-dialog"
      aria-label={plain(alt)}
      onClose={close}
      data-testid="photo-dialog"
    >
      <img src={address} alt={plain(alt)} />
      <div className="photo-tools">
        <span>
          <RubyText language={language}>{alt}</RubyText>
        </span>
        {remove && (
          <button type="button" className="button" onClick={press} data-testid="remove-photo">
            <RubyText language={language}>{words.removeThis}</RubyText>
          </button>
        )}
        <button type="button" className="button" onClick={close} data-testid="close-photo">
          <RubyText language={language}>{words.close}</RubyText>
        </button>
        {(asked || failed) && (
          <p role="alert">
            <RubyText language={language}>{failed ? words.gone : words.sure}</RubyText>
          </p>
        )}
      </div>
    </dialog>
  );
}
