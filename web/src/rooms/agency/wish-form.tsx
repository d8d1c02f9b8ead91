import { useCallback, useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import type { HubStatus, Me, SubscriptionReply } from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../../access/hub-api.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import { NO_AREA, withAct, type SketchAct } from './area-sketch.js';
import { CodeBlock } from './code-block.js';
import { makeLine } from './curl-lines.js';
import type { Vocabulary } from './describe-subscription.js';
import type { Problems } from './form-parts.js';
import { OnceDialog } from './once-dialog.js';
import { useMatchCount } from './use-match-count.js';
import { subscriptionApi, useChannels } from './use-subscriptions.js';
import { answeredBy, fieldAt, interestOf, missingIn, newDraft, wishOf, type WishDraft } from './wish-draft.js';
import { HowPart, WhatPart, WherePart, WhoPart } from './wish-parts.js';

interface WishFormProps {
  api: HubApi;
  me: Me;
  status: HubStatus;
  vocabulary: Vocabulary;
  made: (id: string) => void;
}

/** A subscription is wished for here; what is wrong with the wish is said by the hub, at the field that it names. */
export function WishForm({ api, me, status, vocabulary, made }: WishFormProps): ReactNode {
  const { agency } = vocabulary;
  const text = agency.form;
  const [draft, setDraft] = useState(() => newDraft(me.agency ?? ''));
  const [problems, setProblems] = useState<Problems>({});
  const [refused, setRefused] = useState<string | null>(null);
  /** So often something was said to be wrong. */
  const [tries, setTries] = useState(0);
  const [sending, setSending] = useState(false);
  const [reply, setReply] = useState<SubscriptionReply | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const answered = useCallback((part: Partial<WishDraft>): void => {
    const names = answeredBy(part);
    setProblems((now) => {
      const left = Object.entries(now).filter(([name]) => !names.includes(name));
      return left.length === Object.keys(now).length ? now : Object.fromEntries(left);
    });
  }, []);
  const put = useCallback(
    (part: Partial<WishDraft>): void => {
      setDraft((now) => ({ ...now, ...part }));
      answered(part);
    },
    [answered],
  );
  const act = useCallback(
    (next: SketchAct): void => {
      setDraft((now) => ({ ...now, sketch: withAct(now.sketch, next) }));
      answered({ sketch: NO_AREA });
    },
    [answered],
  );
  const channels = useChannels(api);
  const counted = useMatchCount(api, interestOf(draft));
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[data-wrong="true"]')?.focus();
  }, [tries]);

  const send = async (): Promise<void> => {
    const missing = missingIn(draft);
    setRefused(null);
    setProblems(Object.fromEntries(missing.map((name) => [name, 'missing' as const])));
    if (missing.length > 0) return setTries((count) => count + 1);
    setSending(true);
    try {
      setReply(await subscriptionApi.make(api, wishOf(draft)));
    } catch (error) {
      const field = error instanceof HubRefusal ? fieldAt(error.pointer) : null;
      if (error instanceof HubRefusal && field !== null) setProblems({ [field]: { hub: error.detail } });
      else setRefused(refusalText(error, vocabulary));
      setTries((count) => count + 1);
    }
    setSending(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!sending) void send();
  };
  const machine = { pull: text.machine, kafka: text.kafkaMachine, webhook: null, mqtt: null }[draft.channel];
  const parts = { vocabulary, draft, put, problems };
  return (
    <form
      className="agency-form"
      noValidate
      ref={form}
      onSubmit={submit}
      aria-label={plain(text.title)}
      data-testid="wish"
    >
      <WhoPart {...parts} />
      <WhatPart {...parts} />
      <WherePart {...parts} {...{ api, status, act }} />
      <HowPart {...parts} channels={channels} />
      {machine !== null && (
        <details className="agency-machine" open={draft.channel === 'kafka'}>
          <summary>
            <Ruby>{machine.title}</Ruby>
          </summary>
          <p>
            <Ruby>{machine.more}</Ruby>
          </p>
          <CodeBlock title={machine.title} code={makeLine(window.location.origin, wishOf(draft))} agency={agency} />
        </details>
      )}
      <div className="agency-bar">
        <div className="agency-count" data-testid="match-count" data-state={counted.state}>
          <p>
            <Ruby>{agency.count.title}</Ruby>
          </p>
          <p role="status">
            <strong>
              <Ruby>{counted.state === 'known' ? agency.count.said(counted.count) : agency.count[counted.state]}</Ruby>
            </strong>
          </p>
          <p className="agency-note">
            <Ruby>{agency.count.more}</Ruby>
          </p>
        </div>
        <div className="agency-send">
          {Object.keys(problems).length > 0 && <Problem text={text.check} />}
          {refused !== null && <Problem text={refused} />}
          <button type="submit" className="button button-accent" aria-disabled={sending} data-testid="start">
            <Ruby>{sending ? text.creating : text.create}</Ruby>
          </button>
        </div>
      </div>
      {reply !== null && (
        <OnceDialog
          agency={agency}
          subscription={reply.subscription}
          secret={reply.secret}
          renewed={false}
          close={() => made(reply.subscription.id)}
        />
      )}
    </form>
  );
}

function refusalText(error: unknown, { words, agency }: Vocabulary): string {
  if (!(error instanceof HubRefusal)) return words.startUp.failed;
  return error.code === 'request.too-many' ? agency.form.tooMany : agency.form.wrong;
}
