import type { ReactNode } from 'react';
import {
  attributeAsked,
  FIELD_REPORT_ASKED,
  FIELD_REPORT_NAMED,
  type AttributeDefinition,
  type FieldReportTheme,
} from '@hinomi/contracts';
import type { FieldForm, FieldProblem } from '../../../field/field-form.js';
import { codeText } from '../../../things/describe-thing.js';
import { useFieldWords } from '../../../words/field/field-words.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';

export interface FieldFieldsProps {
  form: FieldForm;
  put: (change: Partial<FieldForm>) => void;
  problems: readonly FieldProblem[];
}

/** Its name first: it is what everybody calls it by. */
export function NameField({ form, put, problems }: FieldFieldsProps): ReactNode {
  const text = useFieldWords();
  const { theme } = form;
  const label = theme === 'road' || theme === 'isolated-community' ? text.name[theme] : text.name.other;
  return (
    <label className="order-field">
      <Ruby>{label}</Ruby>
      <input
        type="text"
        autoFocus
        autoComplete="off"
        maxLength={200}
        required={FIELD_REPORT_NAMED.has(theme)}
        value={form.name}
        onChange={(event) => put({ name: event.target.value })}
        data-field="name"
      />
      <Problem name="name" problems={problems} />
    </label>
  );
}

/** What this kind asks for, since when, a note, and who sees it. */
export function DetailFields({ form, put, problems }: FieldFieldsProps): ReactNode {
  const text = useFieldWords();
  return (
    <>
      {FIELD_REPORT_ASKED[form.theme].map((name) => (
        <DetailField
          key={name}
          theme={form.theme}
          name={name}
          definition={attributeAsked(form.theme, name)}
          value={form.details[name] ?? ''}
          put={(value) => put({ details: { ...form.details, [name]: value } })}
        />
      ))}
      <Problem name="count" problems={problems} />
      <label className="order-field">
        <Ruby>{text.since}</Ruby>
        <input
          type="datetime-local"
          value={form.since}
          onChange={(event) => put({ since: event.target.value })}
          data-field="since"
        />
        <Problem name="since" problems={problems} />
      </label>
      <label className="order-field">
        <Ruby>{text.note}</Ruby>
        <textarea
          rows={2}
          maxLength={2_000}
          value={form.note}
          onChange={(event) => put({ note: event.target.value })}
          data-field="note"
        />
      </label>
      <label className="order-field">
        <Ruby>{text.audience}</Ruby>
        <select
          value={form.audience}
          onChange={(event) => put({ audience: event.target.value === 'public' ? 'public' : 'responders' })}
          data-field="audience"
        >
          {(['public', 'responders'] as const).map((audience) => (
            <option key={audience} value={audience}>
              {plain(text.audiences[audience])}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

interface DetailFieldProps {
  theme: FieldReportTheme;
  name: string;
  definition: AttributeDefinition;
  value: string;
  put: (value: string) => void;
}

function DetailField({ theme, name, definition, value, put }: DetailFieldProps): ReactNode {
  const words = useWords();
  const text = useFieldWords();
  const known: Readonly<Record<string, string>> = words.things.attributes;
  const { type, codes = [] } = definition;
  const isCount = type === 'integer' || type === 'number';
  return (
    <label className="order-field">
      <Ruby>{known[`${theme}.${name}`] ?? known[name] ?? name}</Ruby>
      {type === 'code' ? (
        <select value={value} onChange={(event) => put(event.target.value)} data-field={name}>
          <option value="">{plain(text.unknown)}</option>
          {codes
            .filter((code) => code !== 'unknown')
            .map((code) => (
              <option key={code} value={code}>
                {plain(codeText(code, words))}
              </option>
            ))}
        </select>
      ) : (
        <input
          type={type === 'instant' ? 'datetime-local' : 'text'}
          inputMode={isCount ? 'numeric' : undefined}
          placeholder={isCount ? plain(text.unknownNumber) : undefined}
          autoComplete="off"
          maxLength={500}
          value={value}
          onChange={(event) => put(event.target.value)}
          data-field={name}
        />
      )}
    </label>
  );
}

export function Problem({ name, problems }: { name: FieldProblem; problems: readonly FieldProblem[] }): ReactNode {
  const text = useFieldWords();
  if (!problems.includes(name)) return null;
  return (
    <span className="order-problem" role="alert">
      <Ruby>{text.missing[name]}</Ruby>
    </span>
  );
}
