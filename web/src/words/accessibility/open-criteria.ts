/** Success criteria of WCAG 2.2, levels A and AA, that are not known to be met: `docs/accessibility.md` has all of them. */
export const OPEN_CRITERIA = {
  '1.1.1': 'partially',
  '1.4.11': 'not tested',
  '1.4.12': 'not tested',
  '1.4.13': 'partially',
  '2.2.1': 'partially',
  '2.4.11': 'partially',
  '2.5.7': 'partially',
  '2.5.8': 'partially',
  '3.3.8': 'partially',
  '4.1.3': 'partially',
} as const;

export type OpenCriterion = keyof typeof OPEN_CRITERIA;

export interface AccessibilityWords {
  /** What is aimed at, and that nobody outside has judged it. */
  aim: string;
  tested: string;
  how: readonly string[];
  open: string;
  states: Record<'partially' | 'not tested', string>;
  criteria: Record<OpenCriterion, string>;
  /** What helps beside the map, and whom to tell. */
  help: string;
}
