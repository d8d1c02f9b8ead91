import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { RecordAnswer, RecordReceipt } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import { Icon } from '../console/icons.js';
import type { CareApi, CarePlace } from './care-api.js';
import { documentOf, DocumentPart, type Draft } from './document-part.js';
import { GroundPart } from './ground-part.js';
import { RefusalPart } from './refusal-part.js';
import { isEdition, requestIdOf, type Ground } from './send-document.js';
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
  const [form] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState<Draft>(() => draftOf(corrects));
  const [ground, setGround] = useState<Ground>({ legalGround: 'consent', edition: EDITION });
  const [state, setState] = useState<State>({ at: 'writing' });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const send = async (): Promise<void> => {
    if (corrects === null && ground.legalGround === 'consent' && !isEdition(ground.edition))
      return setState({ at: 'problem', text: text.editionWrong });
    const document = await documentOf(draft, text);
    if ('problem' in document) return setState({ at: 'problem', text: document.problem });
    setState({ at: 'sending', slow: false });
    const slow = setTimeout(() => setState({ at: 'sending', slow: true }), SLOW_MS);
    try {
      await done(await sent(api, place, corrects, { form, document, ground }));
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
        {corrects === null && <GroundPart ground={ground} change={setGround} />}
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
  return { format, file: null, pasted: '', form: corrects === null ? EMPTY_FORM : formOfRecord(corrects.record) };
}

function sent(
  api: CareApi,
  place: CarePlace,
  corrects: RecordAnswer | null,
  {
    form,
    document,
    ground,
  }: { form: string; document: { format: Draft['format']; bytes: Uint8Array<ArrayBuffer> }; ground: Ground },
): Promise<RecordReceipt> {
  const { format, bytes } = document;
  if (corrects !== null) return api.correct(corrects.id, format, place, bytes);
  const { legalGround, edition } = ground;
  const requestId = requestIdOf(form, document, ground, place.shelter);
  const consent = legalGround === 'consent' ? { consentText: edition.trim() } : {};
  return api.receive({ format, requestId, legalGround, ...consent }, place, bytes);
}
