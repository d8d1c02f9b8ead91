import type { CareWords } from '../../words/care/ja.js';
import { CareRefusal } from './care-api.js';

/** What a failed act means to whoever pressed; `unreached`: what is said when no answer came. */
export function refusalText(problem: unknown, text: CareWords, unreached = text.failedAct): string {
  if (!(problem instanceof CareRefusal)) return unreached;
  switch (problem.code) {
    case 'record.closed':
    case 'access.denied':
      return text.denied;
    case 'record.not-found':
    case 'record.erased':
      return text.gone;
    case 'vault.tampered':
      return text.tampered;
    case 'vault.unavailable':
    case 'vault.key-missing':
      return text.unavailable;
    default:
      return text.refused;
  }
}
