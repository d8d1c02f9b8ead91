import { Suspense, type ReactNode } from 'react';
import type { ReceptionWords } from '../../words/reception/ja.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { withNotebook } from './notebook-answers.js';
import { Question } from './parts.js';
import type { ReceptionAnswers } from './reception-record.js';
import { lazyPart } from '../../lazy-part.js';

const NotebookScan = lazyPart(() => import('../../notebook/notebook-scan.js'));

interface NotebookPartProps {
  words: ReceptionWords;
  answers: ReceptionAnswers;
  say: (part: Partial<ReceptionAnswers>) => void;
}

/** The medicine notebook that somebody brought: its codes, and who it says that it belongs to. */
export function NotebookPart({ words, answers, say }: NotebookPartProps): ReactNode {
  const { language } = useShelterWords();
  return (
    <Question label={words.notebook} wide testid="reception-notebook">
      <Suspense fallback={null}>
        <NotebookScan
          language={language}
          collected={answers.notebook}
          change={(notebook) => say(withNotebook(answers, notebook))}
          pastes
        />
      </Suspense>
    </Question>
  );
}
