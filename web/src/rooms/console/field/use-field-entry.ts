import { useRef, useState } from 'react';
import type { FieldReportEntry, FieldReportTheme, RunId } from '@hinomi/contracts';
import { ulid } from 'ulid';
import { HubRefusal, type HubApi } from '../../../access/hub-api.js';
import {
  changeRequest,
  emptyField,
  endRequest,
  fieldFormOf,
  fieldProblems,
  fieldRequest,
  type FieldForm,
} from '../../../field/field-form.js';
import type { FieldTask } from '../../../field/open-field-report.js';
import type { FieldPlaceControl } from './use-field-place.js';

export type FieldSending =
  | { state: 'typing' }
  | { state: 'sending' }
  | { state: 'failed'; why: string }
  | { state: 'denied' }
  | { state: 'overtaken' }
  | { state: 'done'; entry: FieldReportEntry };

interface Entering {
  api: HubApi;
  task: FieldTask;
  theme: FieldReportTheme;
  run: RunId | null;
  place: FieldPlaceControl;
  nowMs: number;
  done: () => void;
}

/** What is typed and sent; a press after a failure sends the same step again, and a slip is withdrawn at once. */
export function useFieldEntry({ api, task, theme, run, place, nowMs, done }: Entering) {
  const [form, setForm] = useState<FieldForm>(() => {
    const content = task.entry?.steps.at(-1)?.content;
    return content === undefined ? emptyField(theme, nowMs) : fieldFormOf(content);
  });
  const [sending, setSending] = useState<FieldSending>({ state: 'typing' });
  const [asked, setAsked] = useState(false);
  const ids = useRef({ reportId: ulid(), stepId: ulid() });
  const { geometry } = place;

  const tell = async (path: string, body: unknown): Promise<void> => {
    setSending({ state: 'sending' });
    try {
      const entry = await api.tell<FieldReportEntry>('POST', path, body);
      setSending({ state: 'done', entry });
      place.hide();
      done();
    } catch (error) {
      setSending(whyNot(error));
    }
  };
  const send = async (sentMs: number): Promise<void> => {
    setAsked(true);
    if (geometry === null || fieldProblems(form, geometry, sentMs).length > 0) return;
    if (task.entry === null) {
      await tell('/api/v1/field-reports', fieldRequest(form, geometry, ids.current, run, sentMs));
    } else {
      const after = task.entry.steps.at(-1)?.stepId ?? '';
      await tell(stepsOf(task.entry), changeRequest(form, geometry, ids.current.stepId, after, sentMs));
    }
  };
  return {
    form,
    put: (change: Partial<FieldForm>): void => {
      // What is changed now is another step than the one that may have been sent.
      ids.current = { ...ids.current, stepId: ulid() };
      setForm((now) => ({ ...now, ...change }));
    },
    sending,
    problems: asked ? fieldProblems(form, geometry, nowMs) : [],
    send,
    /** It was a slip. */
    withdraw: (entry: FieldReportEntry, sentMs: number): Promise<void> =>
      tell(stepsOf(entry), endRequest(entry, 'withdraw', ulid(), sentMs)),
  };
}

export function stepsOf({ id }: FieldReportEntry): string {
  return `/api/v1/field-reports/${encodeURIComponent(id)}/steps`;
}

export function whyNot(error: unknown): Extract<FieldSending, { state: 'failed' | 'denied' | 'overtaken' }> {
  const refused = error instanceof HubRefusal ? error : null;
  if (refused?.code === 'field-report.overtaken') return { state: 'overtaken' };
  if (refused?.code === 'access.denied') return { state: 'denied' };
  return { state: 'failed', why: refused?.detail || String(error) };
}
