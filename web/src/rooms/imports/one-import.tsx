import { useState, type ReactNode } from 'react';
import type { HubStatus, ImportOptions, ShelterImport } from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../../access/hub-api.js';
import { useImportWords } from '../../words/imports/import-words.js';
import type { ImportWords } from '../../words/imports/ja.js';
import { Ruby } from '../../words/ruby.js';
import { ConfirmDialog } from '../accounts/account-dialogs.js';
import { Problem } from '../accounts/problem.js';
import { decideImport, stepImport } from './import-api.js';
import { ImportPreviewPart } from './import-preview.js';
import { Outcome } from './import-outcome.js';
import { Own } from './own.js';
import { useImport } from './use-imports.js';

interface OneImportProps {
  api: HubApi;
  id: string;
  boundaries: HubStatus['boundaries'];
  leave: () => void;
}

/** One list, from what it says to what it changed and back. */
export function OneImport({ api, id, boundaries, leave }: OneImportProps): ReactNode {
  const text = useImportWords();
  const { value: one, failed, put, again } = useImport(api, id);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const act = (work: () => Promise<ShelterImport>): void => {
    setBusy(true);
    setProblem(null);
    work()
      .then(put, (error: unknown) => setProblem(problemText(error, text)))
      .finally(() => {
        setBusy(false);
        setAsking(false);
        again();
      });
  };
  if (one === null) {
    return failed ? (
      <Problem text={text.failed} />
    ) : (
      <p role="status">
        <Ruby>{text.loading}</Ruby>
      </p>
    );
  }
  const { preview } = one;
  const waits = one.state === 'ready' || (one.state === 'reading' && preview !== undefined);
  const decide = (options: ImportOptions): void => act(() => decideImport(api, id, options));
  return (
    <div className="import-one" data-testid="import" data-state={one.state} aria-busy={busy || one.state === 'reading'}>
      <h2 className="import-name">
        <Own>{one.fileName}</Own>
      </h2>
      {failed && <Problem text={text.failed} />}
      {problem !== null && <Problem text={problem} />}
      <Outcome
        one={one}
        busy={busy}
        start={() => act(() => stepImport(api, id, 'start'))}
        cancel={() => act(() => stepImport(api, id, 'cancel'))}
        undo={() => setAsking(true)}
        leave={leave}
      />
      {preview !== undefined && (
        <ImportPreviewPart
          api={api}
          boundaries={boundaries}
          preview={preview}
          options={one.options}
          decide={waits ? decide : null}
          busy={busy || one.state === 'reading'}
        />
      )}
      {asking && (
        <ConfirmDialog
          title={text.undoTitle}
          more={text.undoMore}
          yes={text.undo}
          problem={null}
          close={() => setAsking(false)}
          act={() => act(() => stepImport(api, id, 'undo'))}
        />
      )}
    </div>
  );
}

function problemText(error: unknown, text: ImportWords): string {
  if (!(error instanceof HubRefusal)) return text.failed;
  if (error.code === 'import.overtaken') return text.overtaken;
  return error.code === 'import.not-ready' ? text.notReady : text.refusedByHub;
}
