import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import type { FeatureId, TabletEntry, TabletReply } from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../../access/hub-api.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import type { Words } from '../../words/words.js';
import { ConfirmDialog } from '../accounts/account-dialogs.js';
import { Problem } from '../accounts/problem.js';
import { Icon } from '../console/icons.js';
import { CodeDialog, TabletForm } from './tablet-dialogs.js';
import { TabletTable } from './tablet-table.js';

const PATH = '/api/v1/tablets';
/** A tablet that has just been enrolled shows here without a press. */
const EVERY_MS = 10_000;

type Opened =
  { kind: 'form' } | { kind: 'code'; reply: Required<TabletReply> } | { kind: 'revoke'; tablet: TabletEntry } | null;

/** The tablets of shelters: enrolled with a QR code, and revoked. */
export default function TabletsPage({ api, close }: { api: HubApi; close: () => void }): ReactNode {
  const words = useWords();
  const text = words.tablets;
  const { tablets, failed, ask } = useTablets(api);
  const [opened, setOpened] = useState<Opened>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const show = (next: Opened): void => {
    setProblem(null);
    setOpened(next);
  };
  const run = async (work: () => Promise<Opened>): Promise<void> => {
    setProblem(null);
    try {
      setOpened(await work());
      ask();
    } catch (error) {
      setProblem(problemText(error, words));
    }
  };
  const enrol = (name: string, shelters: readonly FeatureId[]): void => {
    void run(async () => ({
      kind: 'code',
      reply: await api.tell<Required<TabletReply>>('POST', PATH, { name, shelters }),
    }));
  };
  const revoke = ({ id }: TabletEntry): void => {
    void run(async () => {
      await api.tell<TabletReply>('POST', `${PATH}/${encodeURIComponent(id)}/revoke`, {});
      return null;
    });
  };
  return (
    <main
      className="accounts"
      data-testid="tablets"
      onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
    >
      <div className="accounts-head">
        <button type="button" className="button" onClick={close} data-testid="close-tablets">
          <Icon name="back" />
          <Ruby>{words.accounts.backToMap}</Ruby>
        </button>
        <h1 ref={heading} tabIndex={-1}>
          <Ruby>{text.title}</Ruby>
        </h1>
      </div>
      <div className="accounts-tools">
        <button
          type="button"
          className="button button-accent"
          onClick={() => show({ kind: 'form' })}
          data-testid="add-tablet"
        >
          <Icon name="plus" />
          <Ruby>{text.add}</Ruby>
        </button>
      </div>
      <p>
        <Ruby>{text.waitingUnknown}</Ruby>
      </p>
      {failed && <Problem text={words.accounts.failed} />}
      {tablets === null ? (
        <p role="status">{!failed && <Ruby>{words.accounts.loading}</Ruby>}</p>
      ) : (
        <TabletTable tablets={tablets} revoke={(tablet) => show({ kind: 'revoke', tablet })} />
      )}
      {opened?.kind === 'form' && <TabletForm api={api} problem={problem} close={() => show(null)} save={enrol} />}
      {opened?.kind === 'code' && <CodeDialog reply={opened.reply} close={() => show(null)} />}
      {opened?.kind === 'revoke' && (
        <ConfirmDialog
          title={text.revokeOf(opened.tablet.name)}
          more={text.revokeMore}
          yes={text.revoke}
          problem={problem}
          close={() => show(null)}
          act={() => revoke(opened.tablet)}
        />
      )}
    </main>
  );
}

function problemText(error: unknown, words: Words): string {
  if (!(error instanceof HubRefusal)) return words.startUp.failed;
  if (error.code === 'shelter.not-yours') return words.tablets.notYours;
  return error.status === 400 ? words.accounts.invalid : words.accounts.refused;
}

function useTablets(api: HubApi): { tablets: TabletEntry[] | null; failed: boolean; ask: () => void } {
  const [tablets, setTablets] = useState<TabletEntry[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let open = true;
    const look = (): void => {
      api.getList<TabletEntry>(PATH, 'tablets').then(
        (found) => {
          if (!open) return;
          setTablets(found);
          setFailed(false);
        },
        () => open && setFailed(true),
      );
    };
    look();
    const timer = setInterval(look, EVERY_MS);
    return () => {
      open = false;
      clearInterval(timer);
    };
  }, [api, round]);
  const ask = useCallback(() => setRound((count) => count + 1), []);
  return { tablets, failed, ask };
}
