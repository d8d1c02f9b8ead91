import type { ReactNode } from 'react';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { SheetDoor, type SheetDoorProps } from './out/sheet-door.js';

const VIEWS = ['map', 'table'] as const;
export type View = (typeof VIEWS)[number];

/** The map and its twin. */
interface ViewSwitchProps {
  view: View;
  setView: (view: View) => void;
  /** What is open beside the map. */
  panel: string | null;
  togglePanel: (panel: 'rollups' | 'needs' | 'desk') => void;
  mayReport: boolean;
  /** The past is shown; totals and the desk are of now. */
  past: boolean;
  togglePast: () => void;
  sheet: SheetDoorProps;
}

export function ViewSwitch({
  view,
  setView,
  panel,
  togglePanel,
  mayReport,
  past,
  togglePast,
  sheet,
}: ViewSwitchProps): ReactNode {
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
        aria-pressed={past}
        title={`${plain(words.past.open)} (B)`}
        onClick={togglePast}
        data-testid="open-past"
      >
        <Ruby>{words.past.title}</Ruby>
      </button>
      {!past && (
        <button
          type="button"
          className="button view-rollups"
          aria-pressed={panel === 'rollups'}
          title={`${plain(words.rollups.open)} (C)`}
          onClick={() => togglePanel('rollups')}
          data-testid="open-rollups"
        >
          <Ruby>{words.rollups.title}</Ruby>
        </button>
      )}
      {!past && (
        <button
          type="button"
          className="button view-rollups"
          aria-pressed={panel === 'needs'}
          title={`${plain(words.needs.open)} (N)`}
          onClick={() => togglePanel('needs')}
          data-testid="open-needs"
        >
          <Ruby>{words.needs.title}</Ruby>
        </button>
      )}
      {mayReport && !past && (
        <button
          type="button"
          className="button view-rollups"
          aria-pressed={panel === 'desk'}
          title={`${plain(words.desk.open)} (P)`}
          onClick={() => togglePanel('desk')}
          data-testid="open-desk"
        >
          <Ruby>{words.desk.title}</Ruby>
        </button>
      )}
      <SheetDoor {...sheet} />
    </div>
  );
}

/** Past everything above it, for who moves by keys. */
export function SkipLink(): ReactNode {
  const words = useWords();
  return (
    <a className="skip-link" href="#hazards">
      <Ruby>{words.skipToList}</Ruby>
    </a>
  );
}
