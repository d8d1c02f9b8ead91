import type { LegalGround, ReceptionForm } from '@hinomi/contracts';
import { isWhole, notebookBytes, type CollectedCodes } from '../../notebook/collect-codes.js';
import { personInNotebook } from '../../notebook/person-in-notebook.js';
import type { ReceptionAnswers } from './reception-record.js';

type Person = Pick<ReceptionAnswers, 'notebook' | 'name' | 'kana' | 'era' | 'year' | 'month' | 'day' | 'sex'>;

/**
 * What a notebook that was read changes of the answers: who it is stands in the form where nothing stands yet, so that the form and
 * the notebook are one person to the vault. Its medicines are for the vault alone.
 */
export function withNotebook(answers: Person, notebook: CollectedCodes | null): Partial<Person> {
  const person = notebook !== null && isWhole(notebook) ? personInNotebook(notebookBytes(notebook)) : null;
  if (person === null) return { notebook };
  const [year = '', month = '', day = ''] = person.birthDate?.split('-').map((part) => String(Number(part))) ?? [];
  const isBornEmpty = [answers.year, answers.month, answers.day].every((part) => part.trim() === '');
  return {
    notebook,
    ...(answers.name.trim() === '' && { name: person.name }),
    ...(answers.kana.trim() === '' && { kana: person.kana }),
    ...(isBornEmpty && year !== '' && { era: 'ad', year, month, day }),
    ...(answers.sex === null && person.sex !== null && { sex: person.sex }),
  };
}

/** What keeps a notebook from being saved with the form: a code of it is missing, or it says another birthday. */
export function notebookFault(
  notebook: CollectedCodes | null,
  birthDate: string | null,
): 'notebook' | 'other-notebook' | null {
  if (notebook === null) return null;
  if (!isWhole(notebook)) return 'notebook';
  const born = personInNotebook(notebookBytes(notebook))?.birthDate ?? null;
  return born !== null && birthDate !== null && !born.startsWith(birthDate) ? 'other-notebook' : null;
}

/** The notebook as a form of its own, its bytes as they were read. */
export function notebookForm(
  notebook: CollectedCodes,
  ground: { legalGround: LegalGround; consentText?: string },
): ReceptionForm {
  const bytes = notebookBytes(notebook);
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return { ...ground, format: 'jahis-notebook', document: { base64: btoa(text) } };
}
