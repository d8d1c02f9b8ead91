import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { RecordAnswer, RecordReceipt } from '@hinomi/contracts';
import type { RegisterWords } from '../../words/care/ja-register.js';
import { useCareWords } from '../../words/care/care-words.js';
import { useWords } from '../../words/language-context.js';
import { notebookWords } from '../../words/notebook/notebook-words.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import { Icon } from '../console/icons.js';
import type { CareApi, CarePlace } from './care-api.js';
import { documentOf, DocumentPart, type Draft } from './document-part.js';
import { GroundPart } from './ground-part.js';
import { RefusalPart } from './refusal-part.js';
import { isEdition, requestIdOf, type Chosen, type Document, type Ground } from './send-document.js';
import { EMPTY_FORM, formOfRecord } from './stated-record.js';

const SLOW_MS = 3_000;
/** The text that the form shows to be read. */
const EDITION = '2026-11';

interface RegisterPageProps {
  api: CareApi;
  place: CarePlace;
  /** The record that a better copy replaces; null for one that is new. */
  corrects: RecordAnswer | null;
  back: () => void;
  done: (receipt: RecordReceipt) => Promise<void>;
}

type State =
  | { at: 'writing' }
  | { at: 'sending'; slow: boolean }
  | { at: 'problem'; text: string }
  | { at: 'refused'; problem: unknown };

/** A document comes in. What is chosen or written here is gone with the page. */
export function RegisterPage({ api, place, corrects, back, done }: RegisterPageProps): ReactNode {
  const words = useCareWords();
  const text = words.register;
  const { language } = useWords();
  const [form] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState<Draft>(() => draftOf(corrects));
  const [ground, setGround] = useState<Ground>({ legalGround: null, edition: EDITION });
  const [state, setState] = useState<State>({ at: 'writing' });
  const heading = useRef<HTMLHeadingElement>(null);
  const grounds = useRef<HTMLFieldSetElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const send = async (): Promise<void> => {
    const way = corrects === null ? chosenOf(ground, text) : { corrects: corrects.id };
    if ('problem' in way) {
      grounds.current?.querySelector('input')?.focus();
      return setState({ at: 'problem', text: way.problem });
    }
    const document = await documentOf(draft, text, notebookWords(language));
    if ('problem' in document) return setState({ at: 'problem', text: document.problem });
    setState({ at: 'sending', slow: false });
    const slow = setTimeout(() => setState({ at: 'sending', slow: true }), SLOW_MS);
    try {
      await done(await sent(api, place, way, form, document));
    } catch (problem) {
      setState({ at: 'refused', problem });
    } finally {
      clearTimeout(slow);
    }
  };
  const isSending = state.at === 'sending';
  return (
    <main className="care-page" data-testid="register-page">
      <div className="care-head">
        <button type="button" className="button" onClick={back} data-testid="back">
          <Icon name="back" />
          <Ruby>{words.back}</Ruby>
        </button>
        <h1 ref={heading} tabIndex={-1}>
          <Ruby>{corrects === null ? text.title : text.correctTitle}</Ruby>
        </h1>
      </div>
      <form
        className="care-form"
        aria-busy={isSending}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSending) void send();
        }}
      >
        {corrects !== null && (
          <p className="care-note">
            <Ruby>{text.correctMore}</Ruby>
          </p>
        )}
        {state.at === 'refused' && <RefusalPart problem={state.problem} format={draft.format} />}
        <DocumentPart draft={draft} change={setDraft} />
        {corrects === null && <GroundPart box={grounds} ground={ground} change={setGround} />}
        {state.at === 'problem' && <Problem text={state.text} />}
        <div className="care-send">
          <button type="submit" className="button button-accent" aria-disabled={isSending} data-testid="send-record">
            <Ruby>{corrects === null ? text.send : text.sendCorrect}</Ruby>
          </button>
          <span role="status">{isSending && <Ruby>{state.slow ? text.slow : text.sending}</Ruby>}</span>
        </div>
        {isSending && <progress className="care-progress" aria-hidden="true" />}
      </form>
    </main>
  );
}

function draftOf(corrects: RecordAnswer | null): Draft {
  const format = corrects?.record.format ?? 'jahis-notebook';
  return {
    format,
    file: null,
    codes: null,
    pasted: '',
    form: corrects === null ? EMPTY_FORM : formOfRecord(corrects.record),
  };
}

/** Nothing is chosen for anybody: whoever sends says why it may be kept. */
function chosenOf({ legalGround, edition }: Ground, text: RegisterWords): { problem: string } | { ground: Chosen } {
  if (legalGround === null) return { problem: text.groundMissing };
  if (legalGround === 'consent' && !isEdition(edition)) return { problem: text.editionWrong };
  return { ground: { legalGround, edition } };
}

function sent(
  api: CareApi,
  place: CarePlace,
  way: { corrects: string } | { ground: Chosen },
  form: string,
  document: Document,
): Promise<RecordReceipt> {
  const { format, bytes } = document;
  if ('corrects' in way) return api.correct(way.corrects, format, place, bytes);
  const { legalGround, edition } = way.ground;
  const requestId = requestIdOf(form, document, way.ground, place.shelter);
  const consent = legalGround === 'consent' ? { consentText: edition.trim() } : {};
  return api.receive({ format, requestId, legalGround, ...consent }, place, bytes);
}
