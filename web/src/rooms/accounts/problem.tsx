import type { ReactNode } from 'react';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';

/** Why something did not happen, said at once. */
export function Problem({ text }: { text: string }): ReactNode {
  return (
    <p className="accounts-problem" role="alert">
      <Icon name="alert" />
      <Ruby>{text}</Ruby>
    </p>
  );
}
