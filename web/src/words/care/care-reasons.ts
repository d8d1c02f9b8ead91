import type { BreakGlassReason } from '@hinomi/contracts';
import type { Language } from '../languages.js';

/** Reasons of an emergency access: chosen in the care room, read by whoever supervises. */
export const careReasons: Record<Language, Record<BreakGlassReason, string>> = {
  ja: {
    'life-threatening': '命にかかわる',
    unconscious: '本人に意識がない・話せない',
    'transferred-in': '運ばれてきたところ',
    'no-other-staff': '担当できる人がほかにいない',
  },
  en: {
    'life-threatening': 'Danger to life',
    unconscious: 'Unconscious or unable to speak',
    'transferred-in': 'Just brought in',
    'no-other-staff': 'Nobody else can take care of them',
  },
  easy: {
    'life-threatening': '{命|いのち}が あぶない',
    unconscious: '{話|はな}せない',
    'transferred-in': '{今|いま} {運|はこ}ばれて{来|き}た',
    'no-other-staff': 'ほかに {世話|せわ}を する{人|ひと}が いない',
  },
};
