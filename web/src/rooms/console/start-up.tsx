import type { ReactNode } from 'react';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import { BrandMark } from './icons.js';

/** Before the hub has answered once. */
export function StartUp({ failed }: { failed: boolean }): ReactNode {
  const words = useWords();
  return (
    <main className="start-up" data-testid="start-up">
      <BrandMark />
      <h1>
        <Ruby>{words.appName}</Ruby> <span lang="en">Hinomi</span>
      </h1>
      {failed ? (
        <div role="alert">
          <p className="start-up-title">
            <Ruby>{words.startUp.failed}</Ruby>
          </p>
          <p>
            <Ruby>{words.startUp.advice}</Ruby>
          </p>
        </div>
      ) : (
        <p role="status">
          <Ruby>{words.startUp.loading}</Ruby>
        </p>
      )}
    </main>
  );
}
