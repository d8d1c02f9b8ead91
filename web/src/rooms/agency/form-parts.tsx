import { useId, type ReactNode } from 'react';
import type { AgencyWords } from '../../words/agency/ja.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';
import { HubText } from './marks.js';
import type { WishField } from './wish-draft.js';

/** What is wrong with a field: `missing`, or what the hub says. */
export type Problems = Partial<Record<WishField, 'missing' | { hub: string }>>;

interface PartProps {
  name: WishField;
  label: string;
  hint?: string;
  problems: Problems;
  agency: AgencyWords;
}

interface Aria {
  'aria-describedby': string;
  'aria-invalid': boolean;
  'data-wrong': boolean;
}

/** One field with its hint, and what is wrong with it. */
export function FormField({
  name,
  label,
  hint,
  problems,
  agency,
  children,
}: PartProps & { children: (aria: Aria) => ReactNode }): ReactNode {
  const id = useId();
  const isWrong = problems[name] !== undefined;
  return (
    <div className="field" data-field={name}>
      <label className="agency-label">
        <span className="field-label">
          <Ruby>{label}</Ruby>
        </span>
        {children({ 'aria-describedby': id, 'aria-invalid': isWrong, 'data-wrong': isWrong })}
      </label>
      <div id={id}>
        <Said {...{ name, problems, agency }} hint={hint} />
      </div>
    </div>
  );
}

/** Several controls that answer one question. */
export function FieldSet({
  name,
  label,
  hint,
  problems,
  agency,
  children,
}: PartProps & { children: ReactNode }): ReactNode {
  return (
    <fieldset className="agency-set" data-field={name} data-wrong={problems[name] !== undefined} tabIndex={-1}>
      <legend className="field-label">
        <Ruby>{label}</Ruby>
      </legend>
      {children}
      <Said {...{ name, problems, agency }} hint={hint} />
    </fieldset>
  );
}

const MISSING: Partial<Record<WishField, 'missingLayers' | 'missingArea'>> = {
  layers: 'missingLayers',
  area: 'missingArea',
};

function Said({
  name,
  hint,
  problems,
  agency: { form },
}: Pick<PartProps, 'name' | 'problems' | 'agency'> & { hint: string | undefined }): ReactNode {
  const problem = problems[name];
  return (
    <>
      {hint !== undefined && (
        <span className="field-hint">
          <Ruby>{hint}</Ruby>
        </span>
      )}
      {problem !== undefined && (
        <span className="agency-problem" data-problem={name}>
          <Icon name="alert" />
          <span>
            <Ruby>{problem === 'missing' ? form[MISSING[name] ?? 'missing'] : form.wrong}</Ruby>{' '}
            {problem !== 'missing' && <HubText>{problem.hub}</HubText>}
          </span>
        </span>
      )}
    </>
  );
}

interface ChoiceProps<T extends string> {
  name: string;
  options: readonly (readonly [value: T, label: string, more?: string])[];
  value: T;
  choose: (value: T) => void;
}

/** One of a few, all in sight. */
export function Choice<T extends string>({ name, options, value, choose }: ChoiceProps<T>): ReactNode {
  return (
    <div className="agency-choice">
      {options.map(([option, label, more]) => (
        <label key={option} data-chosen={option === value}>
          <input
            type="radio"
            name={name}
            value={option}
            checked={option === value}
            onChange={() => choose(option)}
            data-testid={`${name}-${option}`}
          />
          <span>
            <Ruby>{label}</Ruby>
            {more !== undefined && (
              <span className="agency-note">
                <Ruby>{more}</Ruby>
              </span>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}
