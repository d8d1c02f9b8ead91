import type { ReactNode } from 'react';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';

const VIEWS = ['map', 'table'] as const;
export type View = (typeof VIEWS)[number];

/** The map and its twin. */
export function ViewSwitch({ view, setView }: { view: View; setView: (view: View) => void }): ReactNode {
  const words = useWords();
  return (
    <fieldset className="segmented view-switch">
      <legend className="visually-hidden">
        <Ruby>{words.views.label}</Ruby>
      </legend>
      {VIEWS.map((name) => (
        <label key={name}>
          <input
            type="radio"
            name="view"
            checked={view === name}
            onChange={() => setView(name)}
            data-testid={`view-${name}`}
          />
          <span>
            <Ruby>{words.views[name]}</Ruby>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
