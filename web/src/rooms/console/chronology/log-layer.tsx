import { useEffect, useState, type ReactNode, type RefObject } from 'react';
import type { FeatureV1, Me, RunId } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import { logMarks, type LogMark } from '../../../chronology/log-marks.js';
import { EMPTY_BOOK, withPage } from '../../../chronology/log-state.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { LOG_MARK } from '../../../map/log-overlay.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { drillOf } from '../use-drill.js';
import type { Opened } from '../use-opened.js';
import { usePreference } from '../use-preference.js';

/** The map need not be as quick as the book; no connection is held for it. */
const ASK_MS = 10_000;

export interface LogLayerProps {
  api: HubApi;
  /** Null while the past is shown. */
  me: Me | null;
  exercise: boolean;
  features: ReadonlyMap<string, FeatureV1>;
  mapRef: RefObject<HazardMap | null>;
  mapReady: boolean;
  setOpened: (opened: Opened) => void;
}

/** Entries of the log book that have a place, on the map, for whoever reads the book; with the switch that takes them off it. */
export default function LogLayer(props: LogLayerProps): ReactNode {
  const { api, me, exercise, features, mapRef, mapReady, setOpened } = props;
  const words = useWords();
  const [shown, setShown] = usePreference('log-marks', ['on', 'off'], 'on');
  const may = me?.permissions.includes('chronology:read') === true;
  const run = exercise ? (drillOf(features)?.run ?? null) : null;
  const isOn = may && shown === 'on' && !(exercise && run === null);
  const marks = useLogMarks(api, run, isOn);
  useEffect(() => {
    if (mapReady) mapRef.current?.log.show(marks, (entry) => setOpened({ kind: 'chronology', about: null, entry }));
  }, [marks, mapReady, mapRef, setOpened]);
  useEffect(() => () => mapRef.current?.log.show([], null), [mapRef]);
  if (!may) return null;
  return (
    <div className="legend-part" data-testid="log-layer" data-marks={marks.length}>
      <h2>
        <Ruby>{words.chronology.title}</Ruby>
      </h2>
      <ul className="legend-rows">
        <li>
          <label className="check">
            <input
              type="checkbox"
              checked={shown === 'on'}
              onChange={(event) => setShown(event.target.checked ? 'on' : 'off')}
            />
            <LogMarkSwatch />
            <Ruby>{words.chronology.onMap(marks.length)}</Ruby>
          </label>
        </li>
      </ul>
    </div>
  );
}

function LogMarkSwatch(): ReactNode {
  const { ring, dot, stroke, ink, paper } = LOG_MARK;
  return (
    <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
      <circle r={ring} fill={paper} stroke={ink} strokeWidth={stroke} />
      <circle r={dot} fill={ink} />
    </svg>
  );
}

const NONE: readonly LogMark[] = [];

function useLogMarks(api: HubApi, run: RunId | null, isOn: boolean): readonly LogMark[] {
  const [marks, setMarks] = useState(NONE);
  useEffect(() => {
    setMarks(NONE);
    if (!isOn) return undefined;
    const asking = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let book = EMPTY_BOOK;
    const ask = async (): Promise<void> => {
      let wait = ASK_MS;
      try {
        const asked: Record<string, string> = { exercise: run ?? 'false', wait: '0' };
        if (book.cursor !== null) asked['since'] = book.cursor;
        const page = await api.chronology(asked, asking.signal);
        const before = book.entries;
        book = withPage(book, page);
        if (book.entries !== before) setMarks(logMarks(book.entries.values()));
        if (page.more) wait = 0;
      } catch {
        // What is known stays; it is asked again.
      }
      if (!asking.signal.aborted) timer = setTimeout(() => void ask(), wait);
    };
    void ask();
    return () => {
      asking.abort();
      clearTimeout(timer);
    };
  }, [api, run, isOn]);
  return marks;
}
