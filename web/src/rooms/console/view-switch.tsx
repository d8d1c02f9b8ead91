import type { ReactNode } from 'react';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { SheetDoor, type SheetDoorProps } from './out/sheet-door.js';
import type { PanelName } from './use-opened.js';

const VIEWS = ['map', 'table'] as const;
export type View = (typeof VIEWS)[number];

/** The map and its twin, and what opens beside them. */
interface ViewSwitchProps {
  view: View;
  setView: (view: View) => void;
  /** What is open beside the map. */
  panel: string | null;
  togglePanel: (panel: PanelName) => void;
  permissions: readonly string[];
  /** The past is shown; the panels are of now. */
  past: boolean;
  togglePast: () => void;
  sheet: SheetDoorProps;
}

interface Tool {
  panel: PanelName;
  key: string;
  title: string;
  open: string;
  /** Null: everybody. */
  permission: string | null;
}

export function ViewSwitch(props: ViewSwitchProps): ReactNode {
  const { view, setView, panel, togglePanel, permissions, past, togglePast, sheet } = props;
  const words = useWords();
  const { alarms, rollups, silence, needs, orders, desk, chronology, drawings } = words;
  const tools: Tool[] = [
    { panel: 'since', key: 'W', title: alarms.since, open: alarms.openSince, permission: null },
    { panel: 'rollups', key: 'C', title: rollups.title, open: rollups.open, permission: null },
    { panel: 'silence', key: 'Q', title: silence.title, open: silence.open, permission: null },
    { panel: 'needs', key: 'N', title: needs.title, open: needs.open, permission: null },
    {
      panel: 'orders',
      key: 'G',
      title: words.layers['evacuation-order'],
      open: orders.open,
      permission: 'orders:write',
    },
    { panel: 'drawings', key: 'D', title: drawings.title, open: drawings.open, permission: 'drawings:read' },
    {
      panel: 'field-reports',
      key: 'F',
      title: words.field.title,
      open: words.field.open,
      permission: 'field-reports:write',
    },
    { panel: 'desk', key: 'P', title: desk.title, open: desk.open, permission: 'shelters:report' },
    {
      panel: 'chronology',
      key: 'J',
      title: chronology.title,
      open: chronology.open,
      permission: 'chronology:write',
    },
  ];
  const offered = past ? [] : tools.filter(({ permission }) => permission === null || permissions.includes(permission));
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
      {offered.map((tool) => (
        <button
          key={tool.panel}
          type="button"
          className="button view-rollups"
          aria-pressed={panel === tool.panel}
          title={`${plain(tool.open)} (${tool.key})`}
          onClick={() => togglePanel(tool.panel)}
          data-testid={`open-${tool.panel}`}
        >
          <Ruby>{tool.title}</Ruby>
        </button>
      ))}
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
