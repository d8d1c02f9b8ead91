import { useEffect, useRef, type ReactNode } from 'react';
import type { HubStatus } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { useImportWords } from '../../words/imports/import-words.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';
import { ImportList } from './import-list.js';
import { OneImport } from './one-import.js';
import { useOpenImport } from './use-imports.js';

interface ImportsPageProps {
  api: HubApi;
  boundaries: HubStatus['boundaries'];
  close: () => void;
}

/** Lists of shelters in, looked at before they count, and back out again. */
export default function ImportsPage({ api, boundaries, close }: ImportsPageProps): ReactNode {
  const words = useImportWords();
  const [id, open] = useOpenImport();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [id]);
  return (
    <main
      className="accounts imports"
      data-testid="imports"
      onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
    >
      <div className="accounts-head">
        <button
          type="button"
          className="button"
          onClick={() => (id === null ? close() : open(null))}
          data-testid="leave-imports"
        >
          <Icon name="back" />
          <Ruby>{id === null ? words.backToMap : words.backToList}</Ruby>
        </button>
        <h1 ref={heading} tabIndex={-1}>
          <Ruby>{words.title}</Ruby>
        </h1>
      </div>
      {id === null ? (
        <ImportList api={api} open={open} />
      ) : (
        <OneImport key={id} api={api} id={id} boundaries={boundaries} leave={() => open(null)} />
      )}
    </main>
  );
}
