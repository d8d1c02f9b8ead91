import type { ReactNode } from 'react';
import type { LogEntry } from '@hinomi/contracts';
import { useChronologyWords } from '../../../words/chronology/chronology-words.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { EntryTable } from './entry-table.js';

interface LogPaperProps {
  entries: readonly LogEntry[];
  drill: boolean;
  printedAt: string;
  hubNowMs: number;
}

/** The log book on sheets of A4: seen by the printer only. */
export function LogPaper({ entries, drill, printedAt, hubNowMs }: LogPaperProps): ReactNode {
  const words = useWords();
  const text = useChronologyWords();
  return (
    <article className="log-paper">
      {drill && (
        <p className="log-paper-drill">
          <Ruby>{text.drillMark}</Ruby>
        </p>
      )}
      <header>
        <h1>
          <Ruby>{words.chronology.title}</Ruby>
        </h1>
        <p>
          <Ruby>{text.printed(printedAt)}</Ruby>
        </p>
      </header>
      <EntryTable entries={entries} hubNowMs={hubNowMs} editing={null} act={null} />
    </article>
  );
}
