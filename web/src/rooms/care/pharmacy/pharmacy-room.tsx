import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { isTaskNumber, type FeatureId, type PharmacyTask } from '@hinomi/contracts';
import { useCareWords } from '../../../words/care/care-words.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { Problem } from '../../accounts/problem.js';
import { orderTasks, sheltersOf } from './order-tasks.js';
import { Slip } from './slip.js';
import type { PharmacyApi } from './task-api.js';
import { TaskCard } from './task-card.js';
import { useTasks } from './use-tasks.js';

/** What is asked of this pharmacy, the most urgent first. What is new is announced, and so is what is gone. */
export function PharmacyRoom({ api }: { api: PharmacyApi }): ReactNode {
  const text = useCareWords();
  const words = text.tasks.pharmacy;
  const { language } = useWords();
  const ask = useCallback((mark: string | null) => api.tasks(mark), [api]);
  const { tasks, atMs, isStale, put } = useTasks(ask);
  const [shelter, setShelter] = useState<FeatureId | null>(null);
  const [number, setNumber] = useState('');
  const [printing, setPrinting] = useState<PharmacyTask | null>(null);
  const news = useNews(tasks);
  const shown = useMemo(() => {
    const digits = digitsOf(number);
    const wanted = (task: PharmacyTask): boolean =>
      (shelter === null || task.shelter === shelter) && (digits === '' || digitsOf(task.number).startsWith(digits));
    return orderTasks((tasks ?? []).filter(wanted));
  }, [tasks, shelter, number]);
  const isMisread = digitsOf(number).length >= 4 && !isTaskNumber(number);
  const shelters = sheltersOf(tasks ?? []);
  const nowMs = Date.now();

  if (tasks === null) {
    return <main className="care-page">{isStale ? <Problem text={words.stale} /> : <Ruby>{text.loading}</Ruby>}</main>;
  }
  return (
    <>
      <main className="care-page" data-testid="pharmacy-room">
        <div className="care-head">
          <h1>
            <Ruby>{words.open(orderTasks(tasks).open.length)}</Ruby>
          </h1>
          <label className="task-filter">
            <span>
              <Ruby>{words.filter}</Ruby>
            </span>
            <select
              value={shelter ?? ''}
              data-testid="shelter-filter"
              onChange={({ target }) => setShelter(target.value === '' ? null : (target.value as FeatureId))}
            >
              <option value="">{plain(words.all)}</option>
              {shelters.map(({ id, name, count }) => (
                <option key={id} value={id} lang="ja">
                  {`${name ?? plain(words.unknownShelter)} (${count})`}
                </option>
              ))}
            </select>
          </label>
          <label className="task-filter">
            <span>
              <Ruby>{words.search}</Ruby>
            </span>
            <input
              type="text"
              inputMode="numeric"
              value={number}
              placeholder={plain(words.searchHint)}
              data-testid="number-search"
              onChange={({ target }) => setNumber(target.value)}
            />
          </label>
          <span className="care-note" role="status" data-testid="as-of" data-stale={isStale}>
            <Ruby>{isStale ? words.stale : words.live}</Ruby>{' '}
            <Ruby>{words.asOf(clock(new Date(atMs).toISOString(), language, nowMs))}</Ruby>
          </span>
        </div>
        {isMisread && <Problem text={words.wrongNumber} />}
        <div role="status" aria-live="assertive" data-testid="news">
          {news.lines.map(({ id, fresh, goods, shelterName, number: of }) => (
            <p key={id} className="task-news" data-fresh={fresh}>
              {fresh ? (
                <>
                  <Ruby>{words.fresh}</Ruby>
                  <span lang="ja" data-own>
                    {goods}　{shelterName}
                  </span>
                </>
              ) : (
                <Ruby>{words.gone(of)}</Ruby>
              )}
              <button type="button" className="button button-small" onClick={() => news.saw(id)}>
                <Ruby>{words.seen}</Ruby>
              </button>
            </p>
          ))}
        </div>
        {shown.open.length === 0 && !isMisread && (
          <p className="care-note">
            <Ruby>{digitsOf(number) === '' ? words.none : words.noneWithNumber}</Ruby>
          </p>
        )}
        <ul className="task-list" data-testid="tasks">
          {shown.open.map((task) => (
            <TaskCard key={task.id} task={task} api={api} put={put} nowMs={nowMs} print={() => setPrinting(task)} />
          ))}
        </ul>
        {shown.ended.length > 0 && (
          <section>
            <h2>
              <Ruby>{words.ended}</Ruby>
            </h2>
            <ul className="task-list task-list-ended" data-testid="ended">
              {shown.ended.map((task) => (
                <TaskCard key={task.id} task={task} api={api} put={put} nowMs={nowMs} print={null} />
              ))}
            </ul>
          </section>
        )}
      </main>
      {printing !== null && <Slip task={printing} nowMs={nowMs} close={() => setPrinting(null)} />}
    </>
  );
}

interface News extends Pick<PharmacyTask, 'id' | 'goods' | 'shelterName' | 'number'> {
  fresh: boolean;
}

/** Since the page was opened: what came, and what went away with the person it was for. */
function useNews(tasks: readonly PharmacyTask[] | null): { lines: News[]; saw: (id: string) => void } {
  const before = useRef<ReadonlyMap<string, PharmacyTask> | null>(null);
  const [lines, setLines] = useState<News[]>([]);
  useEffect(() => {
    if (tasks === null) return;
    const now = new Map(tasks.map((task) => [task.id, task]));
    const known = before.current;
    before.current = now;
    if (known === null) return;
    const came = tasks.filter(({ id, state }) => !known.has(id) && state === 'asked');
    const open = new Set(['asked', 'taken', 'on-its-way']);
    const went = [...known.values()].filter(
      ({ id, state }) => open.has(state) && (!now.has(id) || now.get(id)?.state === 'withdrawn'),
    );
    const more = [...came.map((task) => newsOf(task, true)), ...went.map((task) => newsOf(task, false))];
    // Of what somebody took since, nothing has to be said any more.
    const stands = (line: News): boolean => !line.fresh || now.get(line.id)?.state === 'asked';
    setLines((all) => [...more, ...all.filter((line) => stands(line) && more.every(({ id }) => id !== line.id))]);
  }, [tasks]);
  return { lines, saw: (id) => setLines((all) => all.filter((line) => line.id !== id)) };
}

function newsOf({ id, goods, shelterName, number }: PharmacyTask, fresh: boolean): News {
  return { id, goods, shelterName, number, fresh };
}

function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}
