import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { ROLES, type FeatureId, type Role } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { municipalitiesOf } from '../../places/jurisdictions.js';
import type { PlaceNameTable } from '../../places/place-names.js';
import { useWords } from '../../words/language-context.js';
import { PREFECTURES } from '../../words/prefectures.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Dialog } from '../console/dialogs.js';
import { Problem } from './problem.js';
import { ShelterPicker } from './shelter-picker.js';
import type { Attributes, Entry, Kind } from './entries.js';

interface AccountFormProps {
  api: HubApi;
  kind: Kind;
  /** Null: a new one is made. */
  entry: Entry | null;
  /** Of a new one, until another is chosen. */
  role: Role;
  places: PlaceNameTable | null;
  problem: string | null;
  close: () => void;
  save: (signInName: string, attributes: Attributes) => void;
}

/** The contract's rule, so that the browser says it before the hub does. */
const SIGN_IN_NAME = '[a-z0-9][a-z0-9._\\-]{1,62}[a-z0-9]';

export function AccountForm({
  api,
  kind,
  entry,
  role: first,
  places,
  problem,
  close,
  save,
}: AccountFormProps): ReactNode {
  const words = useWords();
  const text = words.accounts;
  const hint = useId();
  const [prefecture, setPrefecture] = useState(entry?.jurisdiction?.slice(0, 2) ?? '');
  const [municipality, setMunicipality] = useState(entry?.jurisdiction?.slice(2) ? entry.jurisdiction : '');
  const [shelters, setShelters] = useState<readonly FeatureId[]>(entry?.shelters ?? []);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string): string => String(form.get(name) ?? '').trim();
    const attributes: Attributes = {
      name: read('name'),
      role: read('role') as Role,
      agency: read('agency') || null,
      jurisdiction: municipality || prefecture || null,
      shelters: shelters.length === 0 ? null : shelters,
    };
    save(read('signInName'), attributes);
  };
  const title = entry !== null ? text.editOf(entry.name) : kind === 'persons' ? text.addPerson : text.addMachine;
  return (
    <Dialog title={title} close={close}>
      <form className="account-form" onSubmit={submit} autoComplete="off">
        {entry === null && (
          <Field label={kind === 'persons' ? text.username : text.clientId}>
            <input
              name="signInName"
              required
              pattern={SIGN_IN_NAME}
              spellCheck={false}
              autoCapitalize="none"
              aria-describedby={hint}
            />
            <span id={hint} className="field-hint">
              <Ruby>{text.usernameHint}</Ruby>
            </span>
          </Field>
        )}
        <Field label={text.name}>
          <input name="name" required maxLength={100} defaultValue={entry?.name ?? ''} />
        </Field>
        <Field label={words.people.role}>
          <select name="role" defaultValue={entry?.role ?? first}>
            {ROLES.filter((role) => kind === 'machines' || role !== 'hub').map((role) => (
              <option key={role} value={role}>
                {plain(words.people.roles[role])}
              </option>
            ))}
          </select>
        </Field>
        <Field label={words.people.agency}>
          <input name="agency" maxLength={100} defaultValue={entry?.agency ?? ''} />
        </Field>
        <fieldset className="field-group">
          <legend>
            <Ruby>{words.people.jurisdiction}</Ruby>
          </legend>
          <Field label={text.prefecture}>
            <select
              name="prefecture"
              value={prefecture}
              onChange={(event) => {
                setPrefecture(event.target.value);
                setMunicipality('');
              }}
            >
              <option value="">{plain(text.wholeCountry)}</option>
              {[...PREFECTURES].map(([code, names]) => (
                <option key={code} value={code}>
                  {plain(names[words.language])}
                </option>
              ))}
            </select>
          </Field>
          {prefecture !== '' && (
            <Field label={text.municipality}>
              <select
                name="municipality"
                value={municipality}
                onChange={(event) => setMunicipality(event.target.value)}
              >
                <option value="">{plain(text.wholePrefecture)}</option>
                {municipalitiesOf(prefecture, places).map(([code, name]) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </select>
            </Field>
          )}
        </fieldset>
        <ShelterPicker api={api} chosen={shelters} choose={setShelters} />
        {shelters.length === 0 && (
          <p className="field-hint">
            <Ruby>{words.tablets.any}</Ruby>
          </p>
        )}
        {problem !== null && <Problem text={problem} />}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={close}>
            <Ruby>{words.cancel}</Ruby>
          </button>
          <button type="submit" className="button button-accent" data-testid="save-account">
            <Ruby>{entry === null ? text.create : text.save}</Ruby>
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <label className="field">
      <span className="field-label">
        <Ruby>{label}</Ruby>
      </span>
      {children}
    </label>
  );
}
