import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { NeedsCatalogue, PersonAnswer } from '@hinomi/contracts';
import type { CareApi, CarePlace } from './care-api.js';
import { ChoosePlace } from './choose-place.js';
import { NeedsCatalogueContext } from './need-names.js';
import { PersonList } from './person-list.js';
import { PersonPage } from './person-page.js';
import { useAsked } from './use-asked.js';
import type { PlaceChoice } from './use-place.js';

export type View = { at: 'list' } | { at: 'person'; person: PersonAnswer };

/** What a care team does at one shelter. What is open stands nowhere but in this page's memory. */
export function CareRoom({ api, place }: { api: CareApi; place: PlaceChoice }): ReactNode {
  const catalogue = useCatalogue(api);
  const { chosen } = place;
  return (
    <NeedsCatalogueContext.Provider value={catalogue}>
      {chosen === null ? (
        <ChoosePlace key={place.shelter?.id ?? ''} api={api} place={place} />
      ) : (
        <AtShelter key={chosen.shelter} api={api} place={chosen} />
      )}
    </NeedsCatalogueContext.Provider>
  );
}

function AtShelter({ api, place }: { api: CareApi; place: CarePlace }): ReactNode {
  const [view, go] = useView();
  const list = useCallback(() => api.persons(place), [api, place]);
  const persons = useAsked(view.at === 'list' ? list : null);
  const back = useCallback(() => go({ at: 'list' }), [go]);
  if (view.at === 'person')
    return <PersonPage key={view.person.id} api={api} place={place} person={view.person} back={back} />;
  return (
    <PersonList
      persons={persons}
      open={(person) => go({ at: 'person', person })}
      register={() => undefined}
      find={() => undefined}
    />
  );
}

/** "Back" of the browser leads to the list; no entry of its history says who was open. */
function useView(): [View, (view: View) => void] {
  const [view, setView] = useState<View>({ at: 'list' });
  useEffect(() => {
    const onBack = (): void => setView({ at: 'list' });
    window.addEventListener('popstate', onBack);
    return () => window.removeEventListener('popstate', onBack);
  }, []);
  const go = useCallback((next: View) => {
    setView((before) => {
      if (before.at === 'list' && next.at !== 'list') window.history.pushState(null, '');
      return next;
    });
  }, []);
  return [view, go];
}

const RETRY_MS = 5_000;

/** Says nothing of anybody, so it may be asked again by itself. */
function useCatalogue(api: CareApi): NeedsCatalogue | null {
  const [catalogue, setCatalogue] = useState<NeedsCatalogue | null>(null);
  useEffect(() => {
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      api.catalogue().then(
        (found) => open && setCatalogue(found),
        () => {
          if (open) timer = setTimeout(ask, RETRY_MS);
        },
      );
    };
    ask();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [api]);
  return catalogue;
}
