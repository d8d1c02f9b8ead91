import type { TelegramWords } from './ja-telegrams.js';

export const enTelegrams: TelegramWords = {
  legacyName: (title) => `${title} (legacy form)`,
  legacyNote:
    'A warning in the form of before May 2026, shown apart from the new warnings with levels. A “warning” of this form may be a “danger warning” of the new one.',
  legacyLegend: 'Legacy warnings: the fill shows severity, not a level.',
  longPeriod: 'Long-period ground motion',
  longPeriodMax: 'Highest long-period class',
  longPeriodClass: (level) => `Class ${level}`,
  longPeriodNote: 'How strongly the upper floors of high buildings sway. It is not the intensity on the ground.',
  nankai: {
    'megaquake-warning': 'Nankai Trough Earthquake Extra Information (Megaquake Warning)',
    'megaquake-caution': 'Nankai Trough Earthquake Extra Information (Megaquake Advisory)',
    investigating: 'Nankai Trough Earthquake Extra Information (under investigation)',
    ended: 'Nankai Trough Earthquake Extra Information (investigation ended)',
    unknown: 'Nankai Trough Earthquake Extra Information',
    explanation: 'Commentary on the Nankai Trough Earthquake',
    routine: 'Commentary on the Nankai Trough Earthquake (routine)',
    'subsequent-caution': 'Subsequent Earthquake Advisory off Hokkaido and Sanriku',
  },
  nankaiRegion: 'Along the Nankai Trough',
  subsequentRegion: 'From off Nemuro (Hokkaido) to off Sanriku (Tohoku)',
  nankaiNote:
    'It does not predict that an earthquake will happen. How long it holds follows the national guideline. Act as the government and your municipality call for.',
  nankaiReports: 'What was announced',
};
