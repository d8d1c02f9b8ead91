import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import type { PersonAnswer, RecordAnswer, RecordReceipt } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';
import type { CareApi, CarePlace } from './care-api.js';
import { ChoosePlace } from './choose-place.js';
import { useNeedsCatalogue } from '../../needs/use-needs-catalogue.js';
import { NeedsCatalogueContext } from './need-names.js';
import { FindPage } from './find-page.js';
import { PersonList } from './person-list.js';
import { PersonPage } from './person-page.js';
import { Faults } from './refusal-part.js';
import { RegisterPage } from './register-page.js';
import { withOpenNeeds } from './pharmacy/open-needs.js';
import { useAsked } from './use-asked.js';
import type { PlaceChoice } from './use-place.js';

type View =
  | { at: 'list'; said: string | null }
  | { at: 'register'; corrects: RecordAnswer | null; person: PersonAnswer | null }
  | { at: 'find' }
  | { at: 'person'; person: PersonAnswer; receipt: { of: 'new' | 'better'; left: RecordReceipt['findings'] } | null };

const LIST: View = { at: 'list', said: null };

/** What a care team does at one shelter. What is open stands nowhere but in this page's memory. */
export function CareRoom({ api, place }: { api: CareApi; place: PlaceChoice }): ReactNode {
  const ask = useCallback(() => api.catalogue(), [api]);
  const catalogue = useNeedsCatalogue(ask);
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
  const list = useCallback(async () => withOpenNeeds(await api.persons(place)), [api, place]);
  const persons = useAsked(view.at === 'list' ? list : null);
  const back = useCallback(() => go(LIST), [go]);
  const open = (person: PersonAnswer): void => go({ at: 'person', person, receipt: null });
  if (view.at === 'find') return <FindPage api={api} place={place} open={open} back={back} />;
  if (view.at === 'register') {
    const { corrects, person: before } = view;
    const received = async ({ id, person, findings: left }: RecordReceipt): Promise<void> => {
      const alone: PersonAnswer = { id: person, status: 'here', shelter: place.shelter, records: [id] };
      // They may have been known already; without an answer the new record is shown alone.
      const all = before === null ? await api.persons(place).catch(() => []) : [];
      const known = before ?? all.find((each) => each.id === person) ?? alone;
      go({ at: 'person', person: known, receipt: { of: corrects === null ? 'new' : 'better', left } });
    };
    return <RegisterPage api={api} place={place} corrects={corrects} back={back} done={received} />;
  }
  if (view.at === 'person') {
    const { person, receipt } = view;
    return (
      <PersonPage
        key={person.id}
        {...{ api, place, person, back }}
        gone={(said) => go({ at: 'list', said })}
        changed={(changed) => go({ ...view, person: changed })}
        correct={(corrects) => go({ at: 'register', corrects, person })}
      >
        {receipt !== null && <ReceiptPart of={receipt.of} left={receipt.left} />}
      </PersonPage>
    );
  }
  return (
    <PersonList
      persons={persons}
      said={view.said}
      open={open}
      register={() => go({ at: 'register', corrects: null, person: null })}
      find={() => go({ at: 'find' })}
    />
  );
}

/** That a document is in, and what of it was not read. */
function ReceiptPart({ of, left }: { of: 'new' | 'better'; left: RecordReceipt['findings'] }): ReactNode {
  const text = useCareWords().register;
  return (
    <div className="care-receipt" data-testid="receipt">
      <p role="status">
        <Icon name="check" />
        <strong>
          <Ruby>{of === 'new' ? text.done : text.doneAgain}</Ruby>
        </strong>
      </p>
      {left.length > 0 && (
        <details>
          <summary>
            <Ruby>{`${text.left} (${left.length})`}</Ruby>
          </summary>
          <Faults faults={left} />
        </details>
      )}
    </div>
  );
}

/** "Back" of the browser leads to the list; no entry of its history says who was open. */
function useView(): [View, (view: View) => void] {
  const [view, setView] = useState<View>(LIST);
  const isAway = useRef(false);
  useEffect(() => {
    const onBack = (): void => {
      isAway.current = false;
      setView(LIST);
    };
    window.addEventListener('popstate', onBack);
    return () => window.removeEventListener('popstate', onBack);
  }, []);
  const go = useCallback((next: View) => {
    if (!isAway.current && next.at !== 'list') window.history.pushState(null, '');
    isAway.current ||= next.at !== 'list';
    setView(next);
  }, []);
  return [view, go];
}
