import type { Theme } from '@hinomi/contracts';
import { SEVERITY_WORDS } from '../cap/cap-words.js';
import type { Sip4dCell } from './sip4d-cell.js';
import type { Sip4dGeometry } from './sip4d-snapshot.js';
import { SEVERITY_COLORS, STATE_COLUMNS } from './sip4d-titles.js';

/** Told apart also by people who see few colours (the vibrant scheme of Paul Tol). */
const STATE_COLORS = ['0077BB', '009988', 'EE7733', 'CC3311', '33BBEE', 'EE3377', 'BBBBBB', '777777'];

/** The legend of a package (sip4d 3.5): by the theme's state where it has one, else by severity. */
export function sip4dLegend(
  geometry: Sip4dGeometry,
  theme: Theme | null,
  columns: ReadonlyMap<string, Omit<Sip4dCell, 'value'>>,
): object {
  const state = theme === null ? undefined : STATE_COLUMNS[theme];
  const column = state === undefined ? undefined : columns.get(state);
  const words = column?.type === 'List' ? Object.values(column.words ?? {}) : [];
  const classes =
    words.length > 0
      ? words.map((word, index) => legendClass(geometry, word, word, STATE_COLORS[index] ?? '777777'))
      : SEVERITY_COLORS.map((color, index) => legendClass(geometry, SEVERITY_WORDS[index]?.ja ?? '', index, color));
  return {
    num_class: classes.length,
    type: geometry,
    column: words.length > 0 ? state : 'severity',
    classes,
  };
}

function legendClass(geometry: Sip4dGeometry, title: string, value: string | number, color: string): object {
  const line = { title, value, color, stroke: 2, stroke_opacity: 1 };
  if (geometry === 'line') return { ...line, stroke: 4 };
  if (geometry === 'polygon') return { ...line, fill: color, fill_opacity: 0.4 };
  return { ...line, point_type: 'circle', fill: color, fill_opacity: 1, size: 8 };
}
