import type { ReactNode } from 'react';
import { useCareWords } from '../../words/care/care-words.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { useNeedNames } from './need-names.js';
import type { StatedForm } from './stated-record.js';

const SEXES = ['male', 'female', 'other', 'unknown'] as const;
const LANGUAGES = ['ja', 'en', 'zh', 'ko', 'vi', 'pt', 'ne', 'tl'] as const;
const LINES = ['medicines', 'foodAllergies', 'otherAllergies', 'conditions'] as const;
const MOST_CHARACTERS = 400;

interface StatedFieldsProps {
  form: StatedForm;
  change: (form: StatedForm) => void;
}

/** What to ask where there is no document. Nothing is required but a name, or one thing they need. */
export function StatedFields({ form, change }: StatedFieldsProps): ReactNode {
  const words = useCareWords();
  const text = words.register;
  const names = useNeedNames();
  const put = (part: Partial<StatedForm>): void => change({ ...form, ...part });
  const toggled = (all: readonly string[], one: string): string[] =>
    all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
  return (
    <>
      <div className="field-group">
        <TextField name="name" label={text.name} value={form.name} put={(name) => put({ name })} />
        <TextField name="kana" label={text.kana} value={form.kana} put={(kana) => put({ kana })} />
        <TextField
          name="birthDate"
          type="date"
          label={text.birth}
          value={form.birthDate}
          put={(birthDate) => put({ birthDate })}
        />
        <label className="field">
          <span className="field-label">
            <Ruby>{text.sex}</Ruby>
          </span>
          <select
            name="sex"
            value={form.sex}
            onChange={({ target }) => put({ sex: SEXES.find((sex) => sex === target.value) ?? 'unknown' })}
          >
            {SEXES.map((sex) => (
              <option key={sex} value={sex}>
                {plain(words.person.sexes[sex])}
              </option>
            ))}
          </select>
        </label>
        <TextField name="phone" type="tel" label={text.phone} value={form.phone} put={(phone) => put({ phone })} />
        <TextField name="address" label={text.address} value={form.address} put={(address) => put({ address })} />
      </div>
      <fieldset className="care-checks">
        <legend>
          <Ruby>{text.needsTitle}</Ruby>
        </legend>
        {(names.catalogue?.needs ?? []).map(({ need }) => (
          <label key={need} className="check">
            <input
              type="checkbox"
              value={need}
              checked={form.needs.includes(need)}
              onChange={() => put({ needs: toggled(form.needs, need) })}
            />
            <span>
              <Ruby>{names.name(need)}</Ruby>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="field-group">
        {LINES.map((field) => (
          <label key={field} className="field">
            <span className="field-label">
              <Ruby>{text[field]}</Ruby>
            </span>
            <textarea
              rows={2}
              name={field}
              autoComplete="off"
              value={form[field]}
              onChange={({ target }) => put({ [field]: target.value })}
            />
          </label>
        ))}
      </div>
      <fieldset className="care-checks">
        <legend>
          <Ruby>{text.languages}</Ruby>
        </legend>
        {LANGUAGES.map((language) => (
          <label key={language} className="check">
            <input
              type="checkbox"
              value={language}
              checked={form.languages.includes(language)}
              onChange={() => put({ languages: toggled(form.languages, language) })}
            />
            <span>
              <Ruby>{text.languageNames[language]}</Ruby>
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

interface TextFieldProps {
  name: string;
  label: string;
  type?: 'text' | 'date' | 'tel';
  value: string;
  required?: boolean;
  put: (value: string) => void;
}

/** The browser is asked to remember nothing of what is typed. */
export function TextField({ name, label, type = 'text', value, required = false, put }: TextFieldProps): ReactNode {
  return (
    <label className="field">
      <span className="field-label">
        <Ruby>{label}</Ruby>
      </span>
      <input
        name={name}
        type={type}
        value={value}
        required={required}
        autoComplete="off"
        maxLength={MOST_CHARACTERS}
        onChange={({ target }) => put(target.value)}
      />
    </label>
  );
}
