import type { TelegramWords } from './ja-telegrams.js';

export const enTelegrams: TelegramWords = {
  legacyName: (title) => `${title} (legacy form)`,
  legacyNote:
    'A warning in the form of before May 2026, shown apart from the new warnings with levels. A “warning” of this form may be a “danger warning” of the new one.',
  legacyLegend: 'Legacy warnings: the fill shows severity, not a level.',
};
