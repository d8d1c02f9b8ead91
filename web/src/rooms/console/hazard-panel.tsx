import { memo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { groupArea, groupNote, groupTitle } from '../../hazards/describe-hazard.js';
import type { HazardGroup, HazardLists } from '../../hazards/group-hazards.js';
import { sensorNote } from '../../sensors/describe-sensor.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Icon, SeverityMark } from './icons.js';
import { Filters, type FiltersProps } from './filters.js';
import { OrdersPart } from './orders/orders-part.js';
import { dangersOf, SensorsFold } from './sensors-fold.js';

interface HazardPanelProps extends FiltersProps {
  lists: HazardLists;
  hidden: number;
  showAll: () => void;
  selectedId: string | null;
  select: (hazardId: string) => void;
  hubNowMs: number;
  lastReportAt: string | null;
  starting: boolean;
  /** Sources that fail or are silent: what they would tell is not in the lists. */
  troubledFeeds: number;
  openFeeds: () => void;
  /** What stands above everything. */
  first: ReactNode;
  /** What stands below the hazards. */
  children: ReactNode;
}

/** Ages on the list change by the minute; finer steps would redraw it for nothing. */
const AGE_STEP_MS = 10_000;

/** Now, as the list's ages know it. */
export function listNow(hubNowMs: number): number {
  return Math.floor(hubNowMs / AGE_STEP_MS) * AGE_STEP_MS;
}

export function HazardPanel(props: HazardPanelProps): ReactNode {
  const words = useWords();
  const { lists } = props;
  const listRef = useRef<HTMLDivElement>(null);
  const now = listNow(props.hubNowMs);
  const rows = (groups: readonly HazardGroup[]): ReactNode => (
    <ul className="hazard-list">
      {groups.map((group) => (
        <HazardRow
          key={group.hazardId}
          group={group}
          selected={group.hazardId === props.selectedId}
          select={props.select}
          now={now}
        />
      ))}
    </ul>
  );
  return (
    <section className="hazard-panel" aria-label={plain(words.list.title)} data-testid="hazard-panel">
      <Filters {...props} />
      <div className="panel-heading">
        <h1 id="in-force">
          <Ruby>{words.list.title}</Ruby>
        </h1>
        <span className="panel-count" data-testid="in-force-count">
          <Ruby>{words.list.count(lists.inForce.length)}</Ruby>
        </span>
      </div>
      <div
        className="panel-lists"
        ref={listRef}
        id="hazards"
        tabIndex={-1}
        onKeyDown={(event) => rove(event, listRef.current)}
      >
        {props.first}
        <OrdersPart groups={lists.orders} selectedId={props.selectedId} select={props.select} now={now} />
        {props.troubledFeeds > 0 && (
          <p className="panel-silence" data-testid="feeds-silent">
            <Icon name="cut" />
            <span>
              <Ruby>{words.feeds.notice(props.troubledFeeds)}</Ruby>{' '}
              <button type="button" className="link-button" onClick={props.openFeeds}>
                <Ruby>{words.feeds.show}</Ruby>
              </button>
            </span>
          </p>
        )}
        {props.starting ? (
          <p className="panel-starting" role="status">
            <Ruby>{words.live.startingMore}</Ruby>
          </p>
        ) : lists.inForce.length === 0 ? (
          <Calm heard={props.lastReportAt !== null && props.troubledFeeds === 0} measured={dangersOf(lists.sensors)} />
        ) : (
          rows(lists.inForce)
        )}
        {props.hidden > 0 && (
          <p className="panel-hidden">
            <Ruby>{words.list.hiddenByFilter(props.hidden)}</Ruby>
            <button type="button" className="link-button" onClick={props.showAll}>
              <Ruby>{words.list.showAll}</Ruby>
            </button>
          </p>
        )}
        {lists.recentQuakes.length > 0 && (
          <>
            <h2 className="panel-subheading">
              <Ruby>{words.list.recentQuakes}</Ruby>
              <span className="panel-count">
                <Ruby>{words.list.count(lists.recentQuakes.length)}</Ruby>
              </span>
            </h2>
            {rows(lists.recentQuakes)}
          </>
        )}
        <SensorsFold groups={lists.sensors} rows={rows} />
        {(['bulletins', 'routine'] as const)
          .filter((name) => lists[name].length > 0)
          .map((name) => (
            <details key={name} className="panel-fold" data-testid={name}>
              <summary>
                <Ruby>{words.list[name]}</Ruby>
                <span className="panel-count">
                  <Ruby>{words.list.count(lists[name].length)}</Ruby>
                </span>
              </summary>
              {rows(lists[name])}
            </details>
          ))}
        {props.children}
      </div>
      <p className="panel-foot" data-testid="last-report">
        <Ruby>
          {props.lastReportAt === null
            ? words.live.noReport
            : words.live.lastReport(Math.max(0, now - Date.parse(props.lastReportAt)))}
        </Ruby>
      </p>
    </section>
  );
}

interface HazardRowProps {
  group: HazardGroup;
  selected: boolean;
  select: (hazardId: string) => void;
  now: number;
}

const HazardRow = memo(function HazardRow({ group, selected, select, now }: HazardRowProps): ReactNode {
  const words = useWords();
  const note = groupNote(group, words);
  const level = group.worst.levelEquivalent;
  const severity = words.severity[group.severity] ?? '';
  return (
    <li>
      <button
        type="button"
        className="hazard-row"
        data-hazard={group.hazardId}
        data-severity={group.severity}
        data-layer={group.layer}
        aria-current={selected ? 'true' : undefined}
        onClick={() => select(group.hazardId)}
      >
        <span className="row-severity">
          <SeverityMark severity={group.severity} />
          <span className="row-severity-word">
            <Ruby>{severity}</Ruby>
          </span>
        </span>
        <span className="row-title">
          <Ruby>{groupTitle(group, words)}</Ruby>
        </span>
        <span className="row-where">
          {level !== null && (
            <span className="row-level">
              <Ruby>{words.levelEquivalent(level)}</Ruby>
            </span>
          )}
          {group.layer === 'earthquake' && <RowNote note={note} />}
          <span className="row-area">
            <Ruby>{group.layer === 'sensor' ? sensorNote(group.main, words, now) : groupArea(group, words)}</Ruby>
          </span>
          {group.layer !== 'earthquake' && <RowNote note={note} />}
        </span>
        <span className="row-age">
          <Ruby>{words.ago(Math.max(0, now - Date.parse(group.issuedAt)))}</Ruby>
        </span>
      </button>
    </li>
  );
});

/** Nothing in force is good news only on a hub that hears its sources, and while nothing dangerous is measured. */
function Calm({ heard, measured }: { heard: boolean; measured: number }): ReactNode {
  const words = useWords();
  const good = heard && measured === 0;
  return (
    <div className="panel-calm" data-good={good} data-testid="calm">
      <Icon name={good ? 'check' : measured > 0 ? 'alert' : 'sources'} />
      <div>
        <p className="calm-title">
          <Ruby>{heard ? words.list.calm : words.list.nothingHeard}</Ruby>
        </p>
        <p className="calm-note">
          <Ruby>{heard ? words.list.calmMore : words.list.nothingHeardMore}</Ruby>
        </p>
        {measured > 0 && (
          <p className="calm-measured" data-testid="calm-measured">
            <Ruby>{words.list.measured(measured)}</Ruby>
          </p>
        )}
      </div>
    </div>
  );
}

function RowNote({ note }: { note: string | null }): ReactNode {
  if (note === null) return null;
  return (
    <span className="row-note">
      <Ruby>{note}</Ruby>
    </span>
  );
}

/** Arrow keys, Home and End move between the rows; Tab leaves the list. */
function rove(event: KeyboardEvent, list: HTMLElement | null): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  const step = steps[event.key];
  const typing = event.target instanceof HTMLInputElement && event.key !== 'ArrowDown';
  if (step === undefined || list === null || typing) return;
  const rows = [...list.querySelectorAll<HTMLButtonElement>('.hazard-row')].filter((row) => row.checkVisibility());
  if (rows.length === 0) return;
  event.preventDefault();
  const on = rows.findIndex((row) => row === document.activeElement);
  // From what stands between the rows, down is the next row after it.
  const at = on >= 0 ? on : rows.findIndex((row) => isBefore(event.target as Node, row)) - 1;
  rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
}

function isBefore(a: Node, b: Node): boolean {
  return (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
