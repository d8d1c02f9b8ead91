import { focusAlarms } from './alarms/alarm-bar.js';
import { STEP_MS } from './past/past-steps.js';
import type { Past } from './past/use-past.js';
import type { PanelName } from './use-opened.js';
import { useShortcuts } from './use-shortcuts.js';

interface RoomActions {
  focusFilter: () => void;
  close: () => void;
  help: () => void;
  home: () => void;
  table: () => void;
  legend: () => void;
  mute: () => void;
  toReal: () => void;
  toDrill: () => void;
  /** Null while the past is shown: these panels are of now. */
  panel: ((panel: PanelName) => void) | null;
  /** For a panel that is of any moment. */
  togglePanel: (panel: PanelName) => void;
  permissions: readonly string[];
  past: Past | null;
  /** Into the past, and back to now. */
  showPast: () => void;
}

/** The single keys of the console; the help lists them. */
export function useRoomShortcuts(enabled: boolean, act: RoomActions): void {
  const { past } = act;
  const ifMay = (permission: string, panel: PanelName) => () =>
    act.permissions.includes(permission) ? act.panel?.(panel) : undefined;
  const play = (): void => (past?.view.playing ? past.player.pause() : past?.player.play());
  useShortcuts(
    {
      '/': act.focusFilter,
      Escape: act.close,
      '?': act.help,
      h: act.home,
      t: act.table,
      l: act.legend,
      m: act.mute,
      r: act.toReal,
      x: act.toDrill,
      d: ifMay('drawings:read', 'drawings'),
      c: () => act.panel?.('rollups'),
      n: () => act.panel?.('needs'),
      p: ifMay('shelters:report', 'desk'),
      a: focusAlarms,
      w: () => act.panel?.('since'),
      j: ifMay('chronology:write', 'chronology'),
      q: () => act.panel?.('silence'),
      g: ifMay('orders:write', 'orders'),
      f: ifMay('field-reports:write', 'field-reports'),
      v: () => (act.permissions.includes('presence:share') ? act.togglePanel('presence') : undefined),
      b: act.showPast,
      k: play,
      ',': () => past?.player.step(-STEP_MS),
      '.': () => past?.player.step(STEP_MS),
    },
    enabled,
  );
}
