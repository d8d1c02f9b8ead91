import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { FeatureId } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { tableOfCodes } from '../../../places/place-names.js';
import { usePlaceNames, useWordsWithPlaces } from '../../../places/use-place-names.js';
import { useDeskWords } from '../../../words/desk/desk-words.js';
import { useWords } from '../../../words/language-context.js';
import { LANGUAGES, LANGUAGE_NAMES, type Language } from '../../../words/languages.js';
import { Ruby } from '../../../words/ruby.js';
import { PATIENCE_MS, ShelterApi } from '../../shelter/shelter-api.js';
import { MunicipalitySelect } from '../desk/grid/municipality-select.js';
import { useMunicipalities, useSheltersOf } from '../desk/grid/use-municipality.js';
import { Segmented } from '../desk/segmented.js';
import { PaperPage, type PaperShelter } from './paper-page.js';
import { isHubAddress, isLocalAddress, usePaperSettings } from './paper-settings.js';

type Of = 'one' | 'municipality' | 'blank';

interface PaperSheetProps {
  api: HubApi;
  exercise: boolean;
  /** The shelter that it was opened for. */
  shelter: FeatureId | null;
  close: () => void;
}

/** The forms as they will be printed, and what stands on them. Only the forms themselves go on paper. */
export default function PaperSheet({ api, exercise, shelter, close }: PaperSheetProps): ReactNode {
  const console = useWords();
  const text = useDeskWords();
  const { form } = text;
  const shelterApi = useMemo(() => new ShelterApi(api.withPatience(PATIENCE_MS)), [api]);
  const [of, setOf] = useState<Of>(shelter === null ? 'municipality' : 'one');
  const [language, setLanguage] = useState<Language>(console.language);
  const [municipality, setMunicipality] = useState('');
  const { settings, change } = usePaperSettings();
  const codes = useMunicipalities(api, exercise);
  const only = codes?.length === 1 ? (codes[0] ?? '') : '';
  const within = useSheltersOf(shelterApi, of === 'municipality' ? municipality || only : '', exercise);
  const one = useOne(shelterApi, shelter);
  const words = useWordsWithPlaces(language);
  const places = usePlaceNames(tableOfCodes(language));
  const printButton = useRef<HTMLButtonElement>(null);
  useBehind(close);
  useEffect(() => printButton.current?.focus(), []);

  const shelters = ((): readonly (PaperShelter | null)[] => {
    if (of === 'blank') return [null];
    if (of === 'one') return typeof one === 'object' ? [one] : [];
    return within.state === 'known' ? byReading(within.shelters) : [];
  })();
  const isRight = isHubAddress(settings.hub);
  const state = of === 'one' ? (typeof one === 'string' ? one : 'known') : of === 'blank' ? 'known' : within.state;
  return createPortal(
    <div className="paper" role="dialog" aria-modal="true" aria-labelledby="paper-title" data-testid="paper">
      <div className="paper-bar">
        <h2 id="paper-title">
          <Ruby>{form.title}</Ruby>
        </h2>
        <Segmented
          name="paper-of"
          legend={form.of}
          values={shelter === null ? (['municipality', 'blank'] as const) : (['one', 'municipality', 'blank'] as const)}
          labels={form.ofs}
          value={of as 'municipality'}
          choose={setOf}
        />
        {of === 'municipality' && (
          <MunicipalitySelect
            codes={codes}
            value={municipality || only}
            choose={setMunicipality}
            testId="paper-municipality"
          />
        )}
        <label className="desk-field">
          <Ruby>{form.language}</Ruby>
          <select
            value={language}
            data-testid="paper-language"
            onChange={(event) => setLanguage(event.target.value as Language)}
          >
            {LANGUAGES.map((each) => (
              <option key={each} value={each} lang={each === 'en' ? 'en' : 'ja'}>
                {LANGUAGE_NAMES[each]}
              </option>
            ))}
          </select>
        </label>
        {(['fax', 'phone', 'hub'] as const).map((name) => (
          <label key={name} className="desk-field" data-wide={name === 'hub'}>
            <Ruby>{form[name]}</Ruby>
            <input
              type={name === 'hub' ? 'url' : 'tel'}
              autoComplete="off"
              maxLength={name === 'hub' ? 100 : 30}
              value={settings[name]}
              data-testid={`paper-${name}`}
              onChange={(event) => change({ [name]: event.target.value })}
            />
          </label>
        ))}
        <button
          type="button"
          className="button"
          ref={printButton}
          data-testid="paper-print"
          disabled={shelters.length === 0 || !isRight}
          onClick={() => window.print()}
        >
          <Ruby>{form.printNow(shelters.length)}</Ruby>
        </button>
        <button type="button" className="button" data-testid="paper-close" onClick={close}>
          <Ruby>{form.close}</Ruby>
        </button>
        <p role="status" className={isRight && !isLocalAddress(settings.hub) ? '' : 'detail-warning'}>
          <Ruby>
            {!isRight
              ? form.hubWrong
              : state === 'failed'
                ? form.failed
                : state === 'asking'
                  ? form.asking
                  : state === 'none'
                    ? form.chooseFirst
                    : isLocalAddress(settings.hub)
                      ? form.hubLocal
                      : form.sheets(shelters.length)}
          </Ruby>
        </p>
      </div>
      <div className="paper-pages" tabIndex={0} role="group" aria-labelledby="paper-title">
        {isRight &&
          shelters.map((each) => (
            <PaperPage
              key={each?.id ?? ''}
              shelter={each}
              frame={{ ...settings, hub: settings.hub.replace(/\/+$/, '') }}
              words={words}
              places={places}
            />
          ))}
      </div>
    </div>,
    document.body,
  );
}

/** The console lies behind, out of reach of keys and of who hears the page; Esc comes back to it. */
function useBehind(close: () => void): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    const root = document.getElementById('root');
    const before = document.activeElement;
    if (root !== null) root.inert = true;
    // First of all listeners: printing may leave the focus nowhere, and the console has keys of its own.
    const onKey = (event: KeyboardEvent): void => {
      const isWithin = event.target instanceof Element && event.target.closest('.paper') !== null;
      if (event.key === 'Escape' || !isWithin) event.stopImmediatePropagation();
      if (event.key === 'Escape' && !event.isComposing) latest.current();
    };
    window.addEventListener('keydown', onKey, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      if (root !== null) root.inert = false;
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
}

function useOne(api: ShelterApi, id: FeatureId | null): PaperShelter | 'asking' | 'failed' | 'none' {
  const [found, setFound] = useState<PaperShelter | 'asking' | 'failed'>('asking');
  useEffect(() => {
    if (id === null) return undefined;
    let open = true;
    api.detail(id).then(
      (detail) => open && setFound(detail),
      () => open && setFound('failed'),
    );
    return () => {
      open = false;
    };
  }, [api, id]);
  return id === null ? 'none' : found;
}

/** As a drawer of forms is looked through. */
function byReading<T extends Pick<PaperShelter, 'name' | 'nameKana'>>(shelters: readonly T[]): T[] {
  const order = new Intl.Collator('ja');
  return [...shelters].sort((a, b) => order.compare(a.nameKana ?? a.name, b.nameKana ?? b.name));
}
