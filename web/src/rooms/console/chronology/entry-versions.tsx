import type { ReactNode } from 'react';
import type { LogEntry } from '@hinomi/contracts';
import { useChronologyWords } from '../../../words/chronology/chronology-words.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { EntryAttachments } from './entry-attachments.js';

/** Every version, the first first, with who wrote it and when; which one counts, and which crossed with it. */
export function EntryVersions({ entry, hubNowMs }: { entry: LogEntry; hubNowMs: number }): ReactNode {
  const text = useChronologyWords();
  const { language } = useWords();
  const before = entry.count - entry.versions.length;
  return (
    <ol className="log-versions" data-testid="log-versions">
      {entry.versions.map(({ writeId, text: said, by, writtenAt }, index) => {
        const isStanding = writeId === entry.standing;
        const isBeside = entry.beside.includes(writeId);
        return (
          <li key={writeId} data-is={isStanding ? 'standing' : isBeside ? 'beside' : 'earlier'}>
            <p className="log-version-head">
              <Ruby>{text.version(before + index + 1)}</Ruby>
              {isStanding && (
                <strong>
                  <Ruby>{text.standing}</Ruby>
                </strong>
              )}
              {isBeside && (
                <strong data-crossed>
                  <Ruby>{text.crossed}</Ruby>
                </strong>
              )}
              <small data-own lang="ja">
                {by.name}
              </small>
              <small>{clock(writtenAt, language, hubNowMs)}</small>
            </p>
            <p className="log-said" data-own lang="ja">
              {said.content}
            </p>
            <p className="log-facts">
              <span>{clock(said.at, language, hubNowMs)}</span>
              <span data-own lang="ja">
                {[said.from, said.to].join(' → ')}
              </span>
              <span>
                <Ruby>{text.statuses[said.status]}</Ruby>
              </span>
              <span data-own lang="ja">
                {[said.handler, said.place?.name ?? ''].filter((part) => part !== '').join('　')}
              </span>
            </p>
            <EntryAttachments entryId={entry.entryId} attachments={said.attachments ?? []} />
          </li>
        );
      })}
    </ol>
  );
}
