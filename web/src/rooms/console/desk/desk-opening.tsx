import { Suspense, useState, type ReactNode } from 'react';
import { useWords } from '../../../words/language-context.js';
import { openingWords } from '../../../words/opening/opening-words.js';
import { Ruby } from '../../../words/ruby.js';
import type { ShelterApi } from '../../shelter/shelter-api.js';
import type { Chosen } from './desk-session.js';
import { lazyPart } from '../../../lazy-part.js';

const OpenPlace = lazyPart(() => import('../../opening/open-place.js'));

interface DeskOpeningProps {
  api: ShelterApi;
  exercise: boolean;
  run: string | null;
  choose: (shelter: Chosen) => void;
}

/** Somebody telephones of a place that is on no list: it is opened here, and its report follows at once. */
export function DeskOpening({ api, exercise, run, choose }: DeskOpeningProps): ReactNode {
  const { language } = useWords();
  const [opens, setOpens] = useState(false);
  if (!opens) {
    return (
      <button type="button" className="link-button" onClick={() => setOpens(true)} data-testid="desk-open-new">
        <Ruby>{openingWords(language).title}</Ruby>
      </button>
    );
  }
  const done = (shelter: Chosen): void => {
    setOpens(false);
    choose(shelter);
  };
  return (
    <Suspense fallback={null}>
      <OpenPlace
        language={language}
        exercise={exercise && run}
        before={null}
        heading="h4"
        mayLocate={false}
        alike={(request) => api.alike(request)}
        open={async (request) => {
          const reply = await api.openPlace(request);
          if (reply.kind !== 'opened') throw new Error(reply.kind === 'problem' ? reply.detail : '');
          done(reply.entry);
        }}
        choose={done}
        cancel={() => setOpens(false)}
      />
    </Suspense>
  );
}
