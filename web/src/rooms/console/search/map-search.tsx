import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import type { FeatureV1, Geometry } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import type { HazardGroup } from '../../../hazards/group-hazards.js';
import type { HazardFilter } from '../../../hazards/shown-features.js';
import { boxShape } from '../../../map/bounds.js';
import type { HazardMap } from '../../../map/hazard-map.js';
import { MAX_ZOOM, PLACE_ZOOM, UNIT_ZOOM } from '../../../map/how-near.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { Icon } from '../icons.js';
import { useShortcuts } from '../use-shortcuts.js';
import type { Found } from './found.js';
import { ResultList } from './result-list.js';
import { useAreaLimit } from './use-area-limit.js';
import { useSearch } from './use-search.js';

interface MapSearchProps {
  api: HubApi;
  exercise: boolean;
  groups: readonly HazardGroup[];
  features: ReadonlyMap<string, FeatureV1>;
  filter: HazardFilter;
  setFilter: (filter: HazardFilter) => void;
  open: (id: string) => void;
  look: (ids: readonly string[]) => void;
  mapRef: RefObject<HazardMap | null>;
  mapReady: boolean;
  /** Single keys are switched on. */
  keys: boolean;
  showMap: () => void;
}

/** One field for every way to say where: a combobox with a list, after the pattern of WAI-ARIA. */
export function MapSearch(props: MapSearchProps): ReactNode {
  const { api, exercise, groups, features, filter, setFilter, mapRef } = props;
  const words = useWords();
  const { search } = words;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [expanded, setExpanded] = useState(false);
  const [activeKey, setActive] = useState<string | null>(null);
  const [gone, setGone] = useState<Found | null>(null);
  const [said, setSaid] = useState('');
  /** What the map shows as found: an outline that comes later, when somebody went on or back, is not wanted any more. */
  const wanted = useRef<Found | null>(null);
  const searched = useSearch(expanded ? text : '', api, exercise, groups, features);
  const all = searched?.sections.flatMap(({ found }) => found) ?? [];
  const active = all.find(({ key }) => key === activeKey) ?? null;
  useAreaLimit(filter.area, api, mapRef, props.mapReady);
  // Another realm, another picture: what was found there is not here.
  useEffect(
    () => () => {
      wanted.current = null;
      mapRef.current?.found.show(null);
    },
    [exercise, mapRef],
  );
  useShortcuts({ s: () => field.current?.select() }, props.keys);

  const go = (found: Found): void => {
    const map = mapRef.current;
    props.showMap();
    setExpanded(false);
    setActive(null);
    setText(plain(found.title));
    setGone(found);
    wanted.current = found;
    map?.found.remember();
    if (found.at !== null) {
      const lngLat = 'lngLat' in found.at ? found.at.lngLat : null;
      const box = 'bounds' in found.at ? found.at.bounds : null;
      const mark = { key: found.key, title: plain(found.title), lngLat };
      map?.found.show({ ...mark, shape: box && found.area === null ? boxShape(box) : null });
      if (lngLat !== null) map?.fit([...lngLat, ...lngLat] as [number, number, number, number], PLACE_ZOOM);
      else if (box !== null) map?.fit(box, found.area === null ? MAX_ZOOM : UNIT_ZOOM);
      if (found.area !== null) {
        const { edition, code } = found.area.shape;
        const show = (shape: Geometry | null): void => {
          if (wanted.current === found) map?.found.show({ ...mark, shape });
        };
        api.area(edition, code).then(show, () => show(box && boxShape(box)));
      }
    } else map?.found.show(null);
    if (found.open !== null) {
      if (found.look && !features.has(found.open)) props.look([found.open]);
      props.open(found.open);
    }
    setSaid(search.went(plain(found.title)));
  };
  const restore = (): void => {
    setText('');
    setExpanded(false);
    setGone(null);
    wanted.current = null;
    mapRef.current?.found.show(null);
    setSaid(mapRef.current?.found.goBack() === true ? search.back : '');
    field.current?.focus();
  };
  const step = (by: number): void => {
    if (all.length === 0) return;
    const at = active === null ? (by > 0 ? -1 : all.length) : all.indexOf(active);
    setActive(all[(at + by + all.length) % all.length]?.key ?? null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const chosen = active ?? all[0];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setExpanded(true);
      step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      // Before the hub has answered the first of the list is not the first.
      if (expanded && chosen !== undefined && (active !== null || searched?.answer !== null || searched.failed))
        go(chosen);
      else setExpanded(true);
    } else if (event.key === 'Escape') {
      if (expanded && text !== '') setExpanded(false);
      else restore();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isOpen = expanded && searched !== null;
  const area = gone?.area ?? null;
  return (
    <div className="map-search" role="search" aria-label={plain(search.label)} data-testid="map-search">
      <div className="map-search-field">
        <Icon name="search" />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label={plain(search.label)}
          aria-expanded={isOpen && all.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && active !== null ? `${id}-${all.indexOf(active)}` : undefined}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          placeholder={plain(search.placeholder)}
          title={plain(search.key)}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setExpanded(true);
            setActive(null);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setExpanded(false)}
        />
        {(text !== '' || gone !== null) && (
          <button
            type="button"
            className="icon-button"
            onClick={restore}
            aria-label={plain(search.clear)}
            title={plain(search.clear)}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      {area !== null && !isOpen && filter.area?.code !== area.code && (
        <button
          type="button"
          className="button map-search-limit"
          data-testid="limit-area"
          onClick={() => setFilter({ ...filter, area })}
        >
          <Ruby>{search.limit(gone?.title ?? '')}</Ruby>
        </button>
      )}
      <ResultList id={id} searched={isOpen ? searched : null} active={active} choose={go} />
      <p className="visually-hidden" role="status">
        {isOpen && searched.answer !== null ? plain(search.found(all.length)) : plain(said)}
      </p>
    </div>
  );
}
