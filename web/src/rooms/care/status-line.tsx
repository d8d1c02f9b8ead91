import { useEffect, useState, type ReactNode } from 'react';
import type { PersonAnswer } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { Ruby } from '../../words/ruby.js';
import type { CareApi, CarePlace } from './care-api.js';

interface StatusLineProps {
  api: CareApi;
  place: CarePlace;
  person: PersonAnswer;
}

/** Where somebody is now. */
export function StatusLine({ api, place, person }: StatusLineProps): ReactNode {
  const text = useCareWords().person;
  const [name, setName] = useState<string | null>(null);
  const { shelter } = person;
  const isHere = shelter === place.shelter;
  useEffect(() => {
    if (shelter === null || isHere) return;
    let open = true;
    // Out of reach, or unknown to the registry: then it is another shelter, and no more is said.
    api.shelter(shelter).then(
      (found) => open && setName(found.name),
      () => open && setName(null),
    );
    return () => {
      open = false;
    };
  }, [api, shelter, isHere]);
  return (
    <strong className="care-status" data-name data-testid="person-status" data-here={isHere}>
      <Ruby>{shelter === null ? text.left : isHere ? text.here : text.elsewhere(name ?? text.anotherShelter)}</Ruby>
    </strong>
  );
}
