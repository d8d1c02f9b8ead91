import { Suspense, useId, type ReactNode } from 'react';
import { HEALTH_FORMATS, type HealthFormat } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import type { RegisterWords } from '../../words/care/ja-register.js';
import { useWords } from '../../words/language-context.js';
import type { NotebookWords } from '../../words/notebook/ja.js';
import { Ruby } from '../../words/ruby.js';
import { isWhole, notebookBytes, type CollectedCodes } from '../../notebook/collect-codes.js';
import { encodeCp932 } from '../../notebook/encode-cp932.js';
import { MOST_BYTES, type Document } from './send-document.js';
import { StatedFields } from './stated-fields.js';
import { statedRecord, type StatedForm } from './stated-record.js';
import { lazyPart } from '../../lazy-part.js';

const NotebookScan = lazyPart(() => import('../../notebook/notebook-scan.js'));

/** What is chosen, read, pasted or written so far. */
export interface Draft {
  format: HealthFormat;
  file: File | null;
  codes: CollectedCodes | null;
  pasted: string;
  form: StatedForm;
}

const NAMES: Record<HealthFormat, ['fhir' | 'notebook' | 'stated', 'fhirMore' | 'notebookMore' | 'statedMore']> = {
  'fhir-json': ['fhir', 'fhirMore'],
  'jahis-notebook': ['notebook', 'notebookMore'],
  stated: ['stated', 'statedMore'],
};

/** The document as it is sent, or why it cannot be yet. */
export async function documentOf(
  draft: Draft,
  text: RegisterWords,
  scan: NotebookWords,
): Promise<Document | { problem: string }> {
  const { format, file, codes, pasted, form } = draft;
  if (format === 'stated') {
    const record = statedRecord(form);
    if (record === null) return { problem: text.nameOrNeed };
    return { format, bytes: new TextEncoder().encode(JSON.stringify(record)) };
  }
  if (file !== null) {
    if (file.size > MOST_BYTES) return { problem: text.tooLarge };
    return { format, bytes: new Uint8Array(await file.arrayBuffer()) };
  }
  if (format === 'fhir-json') return { problem: text.noFile };
  if (codes !== null) {
    const missing = codes.total - codes.codes.size;
    return isWhole(codes) ? { format, bytes: notebookBytes(codes) } : { problem: scan.incomplete(missing) };
  }
  if (pasted.trim() === '') return { problem: text.noText };
  const written = encodeCp932(pasted);
  return 'missing' in written
    ? { problem: text.notCp932(written.missing.join(' ')) }
    : { format, bytes: written.bytes };
}

interface DocumentPartProps {
  draft: Draft;
  change: (draft: Draft) => void;
}

/** The three ways in: a FHIR file, a medicine notebook, or what somebody says. */
export function DocumentPart({ draft, change }: DocumentPartProps): ReactNode {
  const text = useCareWords().register;
  const { format } = draft;
  return (
    <>
      <fieldset className="care-purposes">
        <legend>
          <Ruby>{text.what}</Ruby>
        </legend>
        <div className="care-formats">
          {HEALTH_FORMATS.map((each) => {
            const [name, more] = NAMES[each];
            return (
              <label key={each} className="care-choice">
                <input
                  type="radio"
                  name="format"
                  value={each}
                  checked={format === each}
                  onChange={() => change({ ...draft, format: each, file: null, codes: null })}
                />
                <span>
                  <strong>
                    <Ruby>{text[name]}</Ruby>
                  </strong>
                  <span className="care-note">
                    <Ruby>{text[more]}</Ruby>
                  </span>
                </span>
              </label>
            );
          })}
        </div>
      </fieldset>
      {format === 'jahis-notebook' && draft.file === null && <Codes draft={draft} change={change} />}
      {format !== 'stated' && draft.codes === null && <FileField key={format} draft={draft} change={change} />}
      {format === 'jahis-notebook' && draft.file === null && draft.codes === null && (
        <PasteField draft={draft} change={change} />
      )}
      {format === 'stated' && <StatedFields form={draft.form} change={(form) => change({ ...draft, form })} />}
    </>
  );
}

/** The codes of a paper notebook; fetched by whoever registers one. */
function Codes({ draft, change }: DocumentPartProps): ReactNode {
  return (
    <Suspense fallback={null}>
      <NotebookScan
        language={useWords().language}
        collected={draft.codes}
        change={(codes) => change({ ...draft, codes })}
      />
    </Suspense>
  );
}

function FileField({ draft, change }: DocumentPartProps): ReactNode {
  const text = useCareWords().register;
  const { file, format } = draft;
  return (
    <label className="field care-file">
      <span className="field-label">
        <Ruby>{text.file}</Ruby>
      </span>
      <input
        type="file"
        data-testid="document-file"
        accept={
          format === 'fhir-json' ? '.json,application/json,application/fhir+json' : '.csv,.txt,text/plain,text/csv'
        }
        onChange={({ target }) => change({ ...draft, file: target.files?.[0] ?? null })}
      />
      {file !== null && (
        <span className="care-note" data-name>
          <Ruby>{text.chosen(file.name, Math.max(1, Math.round(file.size / 1024)))}</Ruby>
        </span>
      )}
    </label>
  );
}

/** Also for a scanner of codes, which types. */
function PasteField({ draft, change }: DocumentPartProps): ReactNode {
  const text = useCareWords().register;
  const hint = useId();
  return (
    <label className="field">
      <span className="field-label">
        <Ruby>{text.paste}</Ruby>
      </span>
      <textarea
        rows={6}
        spellCheck={false}
        autoComplete="off"
        aria-describedby={hint}
        data-testid="paste-notebook"
        value={draft.pasted}
        onChange={({ target }) => change({ ...draft, pasted: target.value })}
      />
      <span className="field-hint" id={hint}>
        <Ruby>{text.pasteHint}</Ruby>
      </span>
    </label>
  );
}
