import { useState, type FormEvent, type ReactNode } from 'react';
import { ImportTheme, type ImportOptions, type ImportPreview } from '@hinomi/contracts';
import { municipalitiesOf } from '../../places/jurisdictions.js';
import type { PlaceNameTable } from '../../places/place-names.js';
import { useImportWords } from '../../words/imports/import-words.js';
import { useWords } from '../../words/language-context.js';
import { PREFECTURES } from '../../words/prefectures.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';

interface ListSettingsProps {
  preview: ImportPreview;
  options: ImportOptions;
  asksMunicipality: boolean;
  places: PlaceNameTable | null;
  change: ((some: ImportOptions) => void) | null;
}

/** What a person knows of the list that the list does not say. */
export function ListSettings({ preview, options, asksMunicipality, places, change }: ListSettingsProps): ReactNode {
  const text = useImportWords();
  const { source, knownSources, listName, theme } = preview;
  const disabled = change === null;
  const rename = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('listName') ?? '').trim();
    if (name !== '' && name !== listName) change?.({ listName: name });
  };
  return (
    <section className="import-section" aria-labelledby="import-settings">
      <h3 id="import-settings">
        <Ruby>{text.settings}</Ruby>
      </h3>
      <div className="import-settings">
        {knownSources.length > 0 && (
          <label className="field">
            <span className="field-label">
              <Ruby>{text.source}</Ruby>
            </span>
            <select
              value={source?.id ?? ''}
              disabled={disabled}
              data-testid="import-source"
              onChange={({ target }) => change?.({ source: target.value || null, columns: undefined })}
            >
              {knownSources.map(({ id, title }) => (
                <option key={id} value={id} lang="ja">
                  {title}
                </option>
              ))}
              <option value="">{plain(text.ownColumns)}</option>
            </select>
          </label>
        )}
        {source === null && (
          <>
            <form className="field" onSubmit={rename}>
              <label className="field-label" htmlFor="import-list-name">
                <Ruby>{text.listName}</Ruby>
              </label>
              <span className="import-inline">
                <input
                  id="import-list-name"
                  name="listName"
                  key={listName}
                  defaultValue={listName}
                  maxLength={60}
                  required
                  disabled={disabled}
                  aria-describedby="import-list-name-more"
                />
                <button type="submit" className="button" disabled={disabled}>
                  <Ruby>{text.apply}</Ruby>
                </button>
              </span>
              <span id="import-list-name-more" className="field-hint">
                <Ruby>{text.listNameMore}</Ruby>
              </span>
            </form>
            <label className="field">
              <span className="field-label">
                <Ruby>{text.theme}</Ruby>
              </span>
              <select
                value={theme}
                disabled={disabled}
                data-testid="import-theme"
                onChange={({ target }) => change?.({ theme: ImportTheme.parse(target.value) })}
              >
                {ImportTheme.options.map((one) => (
                  <option key={one} value={one}>
                    {plain(text.themes[one])}
                  </option>
                ))}
              </select>
            </label>
          </>
        )}
        {asksMunicipality && <Municipality code={options.municipality ?? null} places={places} change={change} />}
      </div>
    </section>
  );
}

interface MunicipalityProps extends Pick<ListSettingsProps, 'places' | 'change'> {
  code: string | null;
}

function Municipality({ code, places, change }: MunicipalityProps): ReactNode {
  const words = useWords();
  const text = useImportWords();
  const [prefecture, setPrefecture] = useState(code?.slice(0, 2) ?? '');
  return (
    <fieldset className="import-municipality" disabled={change === null}>
      <legend className="field-label">
        <Ruby>{text.municipality}</Ruby>
      </legend>
      <select
        aria-label={plain(words.accounts.prefecture)}
        value={prefecture}
        onChange={({ target }) => {
          setPrefecture(target.value);
          if (target.value === '' && code !== null) change?.({ municipality: null });
        }}
      >
        <option value="">{plain(text.fromPosition)}</option>
        {[...PREFECTURES].map(([each, names]) => (
          <option key={each} value={each}>
            {plain(names[words.language])}
          </option>
        ))}
      </select>
      {prefecture !== '' && (
        <select
          aria-label={plain(words.accounts.municipality)}
          value={code ?? ''}
          onChange={({ target }) => change?.({ municipality: target.value || null })}
        >
          <option value="">—</option>
          {municipalitiesOf(prefecture, places).map(([each, name]) => (
            <option key={each} value={each}>
              {name}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}
