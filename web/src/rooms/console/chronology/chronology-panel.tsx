import { useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { FeatureV1, LogEntry, Me, RunId } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { draftOf, editOf } from '../../../chronology/log-draft.js';
import { ALL_ENTRIES, listEntries } from '../../../chronology/log-state.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { useChronologyWords } from '../../../words/chronology/chronology-words.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Panel } from '../panel.js';
import { drillOf } from '../use-drill.js';
import { EntryEdit } from './entry-edit.js';
import { EntryForm } from './entry-form.js';
import { EntryTable } from './entry-table.js';
import { LogNotices } from './log-notices.js';
import { LogTools } from './log-tools.js';
import { BookContext } from './use-attachments.js';
import { usePressedEntry } from './use-pressed-entry.js';
import { saidBefore, useChronology } from './use-chronology.js';
import { usePlaceSource } from './use-place-source.js';

/** Rows drawn at first, and with each press for more. */
const ROWS = 150;

export interface ChronologyPanelProps {
  api: HubApi;
  me: Me;
  exercise: boolean;
  features: ReadonlyMap<string, FeatureV1>;
  withSites: ReadonlyMap<string, FeatureV1>;
  about: string | null;
  /** Pressed on the map. */
  entry: string | null;
  hubNowMs: number;
  mapRef: RefObject<HazardMap | null>;
  close: () => void;
}

/** The log book of the headquarters: written by keyboard alone, read by everybody there at once. */
export default function ChronologyPanel(props: ChronologyPanelProps): ReactNode {
  const words = useWords();
  const text = useChronologyWords();
  const run = props.exercise ? (drillOf(props.features)?.run ?? null) : null;
  if (props.exercise && run === null) {
    return (
      <Panel title={words.chronology.title} close={props.close}>
        <p>
          <Ruby>{text.noRun}</Ruby>
        </p>
      </Panel>
    );
  }
  return (
    <BookContext value={{ api: props.api, run }}>
      <Book key={run ?? 'real'} {...props} run={run} />
    </BookContext>
  );
}

function Book({ run, ...props }: ChronologyPanelProps & { run: RunId | null }): ReactNode {
  const { api, me, exercise, hubNowMs, mapRef, close } = props;
  const words = useWords();
  const text = useChronologyWords();
  const book = useChronology(api, me.subject, run);
  const { view, edit, setEdit } = book;
  const [filter, setFilter] = useState(ALL_ENTRIES);
  const [rows, setRows] = useState(ROWS);
  const part = useRef<HTMLDivElement>(null);
  const places = usePlaceSource(props);
  const focus = (field: string): void =>
    part.current?.querySelector<HTMLElement>(`.log-form [data-log-field="${field}"]`)?.focus();
  useEffect(() => (props.entry === null ? focus('from') : undefined), [props.entry]);
  const pressed = props.entry === null ? undefined : view.entries.get(props.entry);
  usePressedEntry(part, pressed?.entryId);

  const all = view.entries;
  const listed = useMemo(() => listEntries(all.values(), filter), [all, filter]);
  const suggested = useMemo(
    () => ({
      from: saidBefore(all.values(), 'from'),
      to: saidBefore(all.values(), 'to'),
      handler: saidBefore(all.values(), 'handler'),
    }),
    [all],
  );
  const edited = edit === null ? undefined : all.get(edit.entryId);
  const leave = (entryId: string): void =>
    part.current
      ?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entryId)}"] [data-testid="log-edit-open"]`)
      ?.focus();
  const shown = withEdited(withEdited(listed.slice(0, rows), pressed), edited);
  return (
    <Panel title={words.chronology.title} close={close} wide>
      <div
        className="log-book"
        ref={part}
        data-link={view.link}
        data-unsent={view.unsent.length}
        data-testid="log-book"
      >
        <EntryForm
          draft={book.fresh}
          change={book.change}
          write={() => book.writeFresh(hubNowMs)}
          suggested={suggested}
          places={places}
          close={close}
          again={() => focus('from')}
        />
        <LogNotices
          view={view}
          settle={book.settle}
          takeBack={(request) => book.takeBack(request.writeId, draftOf(request.text))}
          compare={(request) => {
            const entry = all.get(request.entryId);
            if (entry !== undefined) setEdit(editOf(entry, draftOf(request.text)));
            book.settle(request.writeId);
          }}
        />
        <LogTools
          {...{ api, run, exercise, hubNowMs, filter, setFilter, listed }}
          count={all.size}
          older={view.older}
        />
        {listed.length === 0 && (
          <p>
            <Ruby>{view.link === 'asking' ? text.asking : all.size === 0 ? text.empty : text.nothingFound}</Ruby>
          </p>
        )}
        {shown.length > 0 && (
          <EntryTable
            entries={shown}
            hubNowMs={hubNowMs}
            act={{
              edit: (entry) => setEdit(edit?.entryId === entry.entryId ? edit : editOf(entry)),
              show: ([lng, lat]) => mapRef.current?.fit([lng - 0.01, lat - 0.01, lng + 0.01, lat + 0.01]),
            }}
            editing={
              edit === null || edited === undefined
                ? null
                : {
                    entryId: edit.entryId,
                    form: (
                      <EntryEdit
                        {...{ edit, entry: edited, hubNowMs, suggested, places, setEdit }}
                        write={() => book.writeEdit(hubNowMs)}
                        leave={() => leave(edit.entryId)}
                      />
                    ),
                  }
            }
          />
        )}
        {listed.length > rows && (
          <button type="button" className="button" onClick={() => setRows((now) => now + ROWS)}>
            <Ruby>{text.more(listed.length - rows)}</Ruby>
          </button>
        )}
      </div>
    </Panel>
  );
}

/** What is being corrected stays in sight, whatever the filter says. */
function withEdited(shown: readonly LogEntry[], edited: LogEntry | undefined): readonly LogEntry[] {
  return edited === undefined || shown.some(({ entryId }) => entryId === edited.entryId) ? shown : [edited, ...shown];
}
