import type { ReactNode } from 'react';
import { ChoiceField } from './choice-field.js';
import type { FieldProps, FormControl } from './field-props.js';
import { fieldOf } from './fields.js';
import { shown } from './form-state.js';
import { NumberField } from './number-field.js';

export function Field({ name, control }: { name: string; control: FormControl }): ReactNode {
  const kind = fieldOf(name);
  const props: FieldProps = { ...control, name, kind, shown: shown(control.form, name) };
  return kind.kind === 'choice' ? <ChoiceField {...props} /> : <NumberField {...props} />;
}
