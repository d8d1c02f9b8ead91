import type { ReactNode } from 'react';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';

const VIEWS = ['map', 'table'] as const;
export type View = (typeof VIEWS)[number];

/** The map and its twin. */
interface ViewSwitchProps {
  view: View;
  setView: (view: View) => void;
  /** The totals are open beside the map. */
  rollups: boolean;
  toggleRollups: () => void;
  /** Whether the desk is open; null = the viewer may not report. */
  desk: boolean | null;
  toggleDesk: () => void;
}

export function ViewSwitch({ view, setView, rollups, toggleRollups, desk, toggleDesk }: ViewSwitchProps): ReactNode {
  const words = useWords();
  return (
    <div className="view-tools">
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
      <button
        type="button"
        className="button view-rollups"
        aria-pressed={rollups}
        title={`${plain(words.rollups.open)} (C)`}
        onClick={toggleRollups}
        data-testid="open-rollups"
      >
        <Ruby>{words.rollups.title}</Ruby>
      </button>
      {desk !== null && (
        <button
          type="button"
          className="button view-rollups"
          aria-pressed={desk}
          title={`${plain(words.desk.open)} (P)`}
          onClick={toggleDesk}
          data-testid="open-desk"
        >
          <Ruby>{words.desk.title}</Ruby>
        </button>
      )}
    </div>
  );
}
