import {
  instantFromMillis,
  millisOf,
  type FeatureId,
  type Instant,
  type ReportAuthor,
  type ReportingDevice,
  type ShelterReport,
  type ShelterReportId,
  type ShelterWarning,
} from '@hinomi/contracts';
import { canStand } from './fields.js';

/** `null` = asked, not known. A name without an answer was never asked. */
export type AnswerValue = string | number | null;

/** One value with when it was seen in the shelter, by the device's clock. */
export interface Answer {
  value: AnswerValue;
  observedAt: Instant;
}
export type Answers = Readonly<Record<string, Answer>>;

/** What a person has changed and not yet saved; kept on the device with every change. */
export interface Draft {
  touched: Answers;
  /** Absent = not changed. */
  urgentNeed?: string;
}
export const EMPTY_DRAFT: Draft = { touched: {} };

/** What the form stands on: this device's last report, what the hub has, and what has changed since. */
export interface FormState {
  own: Answers;
  hub: Answers;
  /** The words of this device's last urgent need; null = nothing urgent, undefined = never asked. */
  ownNeed: string | null | undefined;
  draft: Draft;
}

export type ShownFrom = 'draft' | 'device' | 'hub';
export type Shown = Answer & { from: ShownFrom };

/** What stands in a field; null = nobody has said. Of the device and the hub the one that was seen later. */
export function shown(form: FormState, name: string): Shown | null {
  const touched = form.draft.touched[name];
  if (touched) return { ...touched, from: 'draft' };
  const own = form.own[name];
  const hub = form.hub[name];
  if (own && (!hub || own.observedAt >= hub.observedAt)) return { ...own, from: 'device' };
  return hub ? { ...hub, from: 'hub' } : null;
}

export function shownNames(form: FormState): string[] {
  return [...new Set([...Object.keys(form.own), ...Object.keys(form.hub), ...Object.keys(form.draft.touched)])].sort();
}

export function shownNeed(form: FormState): string {
  return form.draft.urgentNeed ?? form.ownNeed ?? '';
}

export function isChanged({ touched, urgentNeed }: Draft): boolean {
  return Object.keys(touched).length > 0 || urgentNeed !== undefined;
}

export function touch(draft: Draft, name: string, value: AnswerValue, now: Instant): Draft {
  return { ...draft, touched: { ...draft.touched, [name]: { value, observedAt: now } } };
}

/** Takes a change back: what stood there before stands again. */
export function untouch(draft: Draft, name: string): Draft {
  const { [name]: _gone, ...touched } = draft.touched;
  const { urgentNeed, ...rest } = draft;
  const keepsNeed = urgentNeed !== undefined && name !== 'urgent';
  return { ...rest, touched, ...(keepsNeed && { urgentNeed }) };
}

/**
 * What the next report says: what this device said before, each value as old as it is, and what has changed. With
 * `restUnchanged` the person has looked: everything that stands in the form, the hub's values too, was seen now.
 */
export function answersToReport(form: FormState, now: Instant, restUnchanged: boolean): Answers {
  if (!restUnchanged) return { ...form.own, ...form.draft.touched };
  return Object.fromEntries(
    shownNames(form).flatMap((name) => {
      const answer = shown(form, name);
      if (answer === null) return [];
      return [[name, answer.from === 'draft' ? form.draft.touched[name] : { value: answer.value, observedAt: now }]];
    }),
  ) as Answers;
}

/** `null` = nothing urgent; undefined = not asked, or ticked without words. */
export function needToReport(form: FormState, answers: Answers): string | null | undefined {
  const urgent = answers['urgent']?.value;
  if (urgent === 'no') return null;
  const need = shownNeed(form).trim();
  return urgent === 'yes' && need !== '' ? need : undefined;
}

/** When the newest of it was seen; null when nothing was answered. */
export function newestOf(answers: Answers): Instant | null {
  return Object.values(answers).reduce<Instant | null>(
    (newest, { observedAt }) => (newest === null || observedAt > newest ? observedAt : newest),
    null,
  );
}

export interface ReportFrame {
  reportId: ShelterReportId;
  device: ReportingDevice;
  counter: number;
  shelter: FeatureId;
  writtenAt: Instant;
  confirmed: readonly ShelterWarning[];
  /** Absent or null = whoever sends it. */
  author?: ReportAuthor | null;
}

export function reportOf(
  { author, ...frame }: ReportFrame,
  answers: Answers,
  urgentNeed: string | null | undefined,
): ShelterReport {
  return {
    ...frame,
    confirmed: [...frame.confirmed],
    by: 'tablet',
    toldBy: null,
    observedAt: newestOf(answers) ?? frame.writtenAt,
    attributes: { ...answers },
    ...(author && { author }),
    ...(urgentNeed !== undefined && { urgentNeed }),
  };
}

/** A refused report back in the form: its values as seen then, none in the future. */
export function draftToCorrect(report: ShelterReport, now: Instant): Draft {
  const touched = Object.fromEntries(
    Object.entries(answersOf(report.attributes)).map(([name, { value, observedAt }]) => [
      name,
      { value, observedAt: observedAt > now ? now : observedAt },
    ]),
  );
  return { touched, ...(typeof report.urgentNeed === 'string' && { urgentNeed: report.urgentNeed }) };
}

/** Values of a report or of the hub as the form has them; what the form cannot show is left out. */
export function answersOf(attributes: Readonly<Record<string, { value: unknown; observedAt: Instant }>>): Answers {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name, { value }]) => canStand(name, value))
      .map(([name, { value, observedAt }]) => [name, { value: value as AnswerValue, observedAt }]),
  );
}

export type Age = { unit: 'now' } | { unit: 'minutes' | 'hours' | 'days'; count: number };

/** How old a value is, in the largest unit that fits; a future one is "now": another place warns of it. */
export function ageOf(observedAt: Instant, nowMs: number): Age {
  const minutes = Math.floor((nowMs - millisOf(observedAt)) / 60_000);
  if (minutes < 1) return { unit: 'now' };
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? { unit: 'hours', count: hours } : { unit: 'days', count: Math.floor(hours / 24) };
}

export const nowInstant = (nowMs: number): Instant => instantFromMillis(nowMs);
