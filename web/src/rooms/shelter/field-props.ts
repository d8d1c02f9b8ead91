import type { FieldKind } from './fields.js';
import type { AnswerValue, FormState, Shown } from './form-state.js';

/** What a page gives its fields. */
export interface FormControl {
  form: FormState;
  nowMs: number;
  say: (name: string, value: AnswerValue) => void;
  takeBack: (name: string) => void;
  sayNeed: (need: string) => void;
  /** A number that cannot be read holds up the saving, nothing else. */
  unreadable: (name: string, is: boolean) => void;
}

export interface FieldProps extends Pick<FormControl, 'nowMs' | 'say' | 'takeBack' | 'unreadable'> {
  name: string;
  kind: FieldKind;
  shown: Shown | null;
}
