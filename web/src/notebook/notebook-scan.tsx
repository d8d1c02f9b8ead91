import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Language } from '../words/languages.js';
import { notebookWords } from '../words/notebook/notebook-words.js';
import { RubyText } from '../words/ruby-text-view.js';
import {
  codesInText,
  collectCode,
  isWhole,
  type CodeSaid,
  type CollectedCodes,
  type ReadCode,
} from './collect-codes.js';
import { encodeCp932 } from './encode-cp932.js';
import { useCamera, type Camera } from './use-camera.js';
import './notebook-scan.css';

interface NotebookScanProps {
  language: Language;
  collected: CollectedCodes | null;
  change: (collected: CollectedCodes | null) => void;
  /** A field for what is pasted or typed by a scanner; absent where the page has one of its own. */
  pastes?: boolean;
}

type Said = CodeSaid | 'none-found' | 'no-picture' | 'reading' | { missing: string };

/** The codes of a medicine notebook, by camera, from photos or typed; of the pictures nothing is kept. */
export default function NotebookScan({ language, collected, change, pastes = false }: NotebookScanProps): ReactNode {
  const words = notebookWords(language);
  const text = (said: string): ReactNode => <RubyText language={language}>{said}</RubyText>;
  const [said, setSaid] = useState<Said | null>(null);
  const known = useRef(collected);
  useEffect(() => {
    known.current = collected;
    if (collected === null) setSaid(null);
  }, [collected]);
  const take = (codes: readonly ReadCode[]): void => {
    const before = known.current;
    let worst: CodeSaid | null = null;
    for (const code of codes) {
      const next = collectCode(known.current, code);
      known.current = next.collected;
      if (worst === null || RANK.indexOf(next.said) > RANK.indexOf(worst)) worst = next.said;
    }
    // A code that was just read is still before the camera.
    const isNews = known.current !== before;
    if (isNews) change(known.current);
    setSaid(isNews && worst === 'again' ? 'read' : worst);
    if (known.current !== null && isWhole(known.current)) camera.stop();
  };
  const camera: Camera = useCamera(take);
  const photos = async (files: readonly File[]): Promise<void> => {
    setSaid('reading');
    try {
      const { codesInPhoto } = await import('./read-pictures.js');
      const codes: ReadCode[] = [];
      for (const file of files) codes.push(...(await codesInPhoto(file)));
      if (codes.length === 0) setSaid('none-found');
      else take(codes);
    } catch (problem) {
      console.error(problem instanceof Error ? problem.name : 'the photo was not read');
      setSaid('no-picture');
    }
  };
  const whole = collected !== null && isWhole(collected);
  const isOn = camera.state === 'starting' || camera.state === 'on';
  return (
    <div className="notebook-scan" data-testid="notebook-scan" data-whole={whole}>
      {!whole && (
        <div className="notebook-scan-ways">
          <button
            type="button"
            className="button"
            data-testid={isOn ? 'camera-stop' : 'camera-start'}
            onClick={isOn ? camera.stop : camera.start}
          >
            {text(isOn ? words.stop : words.camera)}
          </button>
          <label className="button">
            {text(words.photo)}
            <input
              type="file"
              accept="image/*"
              multiple
              className="notebook-scan-file"
              data-testid="notebook-photo"
              onChange={({ target }) => {
                const files = [...(target.files ?? [])];
                target.value = '';
                if (files.length > 0) void photos(files);
              }}
            />
          </label>
          <span className="notebook-scan-note">{text(words.note)}</span>
        </div>
      )}
      <video ref={camera.video} className="notebook-scan-video" hidden={!isOn} muted playsInline aria-hidden="true" />
      <div role="status" className="notebook-scan-said" data-testid="notebook-said" data-said={sayingOf(said, camera)}>
        {collected !== null && (
          <strong data-testid="notebook-progress" data-read={collected.codes.size} data-total={collected.total}>
            {text(whole ? words.whole(collected.total) : words.progress(collected.codes.size, collected.total))}
          </strong>
        )}
        {!whole && isOn && said === null && <span>{text(camera.state === 'on' ? words.aim : words.starting)}</span>}
        {!isOn && camera.state !== 'off' && <span>{text(words.cameras[camera.state as 'denied'])}</span>}
        {said !== null && !(whole && (said === 'read' || said === 'again')) && (
          <span>{text(typeof said === 'string' ? words.said[said] : words.notCp932(said.missing))}</span>
        )}
      </div>
      {pastes && !whole && <Paste language={language} take={take} refuse={(missing) => setSaid({ missing })} />}
      {collected !== null && (
        <button
          type="button"
          className="button"
          data-testid="notebook-remove"
          onClick={() => {
            known.current = null;
            setSaid(null);
            change(null);
          }}
        >
          {text(words.remove)}
        </button>
      )}
    </div>
  );
}

/** What is said of several codes at once: the last of these. */
const RANK: readonly CodeSaid[] = ['again', 'read', 'no-notebook', 'prescription', 'other-notebook'];

function sayingOf(said: Said | null, { state }: Camera): string {
  if (said === null) return state;
  return typeof said === 'string' ? said : 'not-cp932';
}

interface PasteProps {
  language: Language;
  take: (codes: readonly ReadCode[]) => void;
  refuse: (missing: string) => void;
}

function Paste({ language, take, refuse }: PasteProps): ReactNode {
  const words = notebookWords(language);
  const [written, setWritten] = useState('');
  const read = (): void => {
    const encoded = encodeCp932(written);
    if ('missing' in encoded) return refuse(encoded.missing.join(' '));
    setWritten('');
    take(codesInText(encoded.bytes));
  };
  return (
    <div className="notebook-scan-paste">
      <label>
        <span>
          <RubyText language={language}>{words.paste}</RubyText>
        </span>
        <textarea
          rows={2}
          spellCheck={false}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="none"
          data-testid="notebook-paste"
          value={written}
          onChange={({ target }) => setWritten(target.value)}
        />
      </label>
      <button type="button" className="button" disabled={written.trim() === ''} onClick={read} data-testid="take-paste">
        <RubyText language={language}>{words.takePaste}</RubyText>
      </button>
    </div>
  );
}
