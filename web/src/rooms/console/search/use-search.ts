import { useEffect, useMemo, useState } from 'react';
import type { FeatureV1, MapSearch } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import { useWords } from '../../../words/language-context.js';
import { foundByHub, foundInPicture, type FoundSection } from './found.js';

/** Between two letters of somebody who types slowly the hub is not asked. */
const TYPING_MS = 150;

export interface Searched {
  sections: FoundSection[];
  /** Null while the hub is asked. */
  answer: MapSearch | null;
  failed: boolean;
}

interface Answered {
  q: string;
  answer: MapSearch | null;
}

/** Everything that `q` may mean; null = nothing was asked. What the hub said of another text is never shown. */
export function useSearch(
  q: string,
  api: HubApi,
  exercise: boolean,
  groups: readonly HazardGroup[],
  features: ReadonlyMap<string, FeatureV1>,
): Searched | null {
  const words = useWords();
  const [answered, setAnswered] = useState<Answered | null>(null);
  const asked = q.trim();
  useEffect(() => {
    if (asked === '') return undefined;
    let open = true;
    const timer = setTimeout(() => {
      api.search(asked, exercise).then(
        (answer) => (open ? setAnswered({ q: asked, answer }) : undefined),
        () => (open ? setAnswered({ q: asked, answer: null }) : undefined),
      );
    }, TYPING_MS);
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [asked, api, exercise]);
  const current = answered?.q === asked ? answered : null;
  const inPicture = useMemo(() => foundInPicture(asked, groups, features, words), [asked, groups, features, words]);
  const byHub = useMemo(() => (current?.answer ? foundByHub(current.answer, words) : []), [current, words]);
  if (asked === '') return null;
  return {
    sections: [...byHub, ...inPicture],
    answer: current?.answer ?? null,
    failed: current !== null && current.answer === null,
  };
}
