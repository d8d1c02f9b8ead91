import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { FeatureV1, HubStatus, Layer } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { JAPAN } from '../../map/bounds.js';
import type { MapHover } from '../../map/hover.js';
import type { HazardMapOptions } from '../../map/hazard-map-options.js';
import type { HazardMap } from '../../map/hazard-map.js';
import type { Theme } from '../../map/palette.js';
import type { MapPick } from '../../map/pick.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { HoverCard, useFocusHover } from './hover-card.js';
import { Icon } from './icons.js';

export interface MapPaneProps {
  /** Beside another map: its own name, and the map that it moves with. */
  name?: string;
  leader?: RefObject<HazardMap | null>;
  /** Which moment is drawn, said on the map itself. */
  caption?: { kind: 'past' | 'now'; text: string };
  status: HubStatus;
  api: HubApi;
  theme: Theme;
  shown: ReadonlyMap<string, FeatureV1>;
  hubNowMs: number;
  /** The cursor of the picture that `shown` comes from. */
  position: string;
  selected: readonly FeatureV1[];
  /** What a screen reader hears instead of the picture. */
  summary: string;
  /** The picture is old: say when it was true, on the map itself. */
  stale: string | null;
  drill: boolean;
  /** Layers of places that are switched on. */
  siteLayers: ReadonlySet<Layer>;
  mapRef: RefObject<HazardMap | null>;
  onPick: (pick: MapPick) => void;
  /** There is a map to draw on. */
  onReady: (ready: boolean) => void;
}

/** From this zoom an approximate boundary is likely to be taken for a real one. */
const APPROXIMATE_ZOOM = 9;
const IMPORT_COMMAND = 'npm run boundaries -- import <file>';

export function MapPane(props: MapPaneProps): ReactNode {
  const words = useWords();
  const summaryId = useId();
  const container = useRef<HTMLDivElement>(null);
  const latest = useRef({ props, words });
  latest.current = { props, words };
  const [zoom, setZoom] = useState(0);
  const [shapeless, setShapeless] = useState(0);
  const [pointed, setPointed] = useState<MapHover | null>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'unavailable'>('loading');
  const { status, mapRef, shown, position, selected, theme, siteLayers, drill } = props;

  useEffect(() => {
    let open = true;
    let map: HazardMap | null = null;
    const panels = new MutationObserver(() => map?.home.keep());
    void createMap(container.current, () => latest.current, {
      onZoom: setZoom,
      onShapeless: setShapeless,
      onHover: setPointed,
    }).then(
      (created) => {
        if (!open) {
          created?.destroy();
          return;
        }
        map = created;
        mapRef.current = created;
        setState('ready');
        const stage = container.current?.closest('.stage');
        if (stage) panels.observe(stage, { childList: true });
        latest.current.props.onReady(created !== null);
        const { props: now } = latest.current;
        created?.setBasemap(now.status.basemap);
        created?.show(now.shown, now.position);
        created?.select(now.selected);
        created?.showSites({ layers: now.siteLayers, exercise: now.drill });
      },
      () => {
        if (open) setState('unavailable');
      },
    );
    return () => {
      open = false;
      mapRef.current = null;
      panels.disconnect();
      map?.destroy();
    };
  }, [mapRef]);

  useEffect(() => mapRef.current?.show(shown, position), [shown, position, mapRef]);
  const minuteMs = Math.floor(props.hubNowMs / 60_000) * 60_000;
  useEffect(() => mapRef.current?.setClock(minuteMs), [minuteMs, mapRef, state]);
  useEffect(() => mapRef.current?.select(selected), [selected, mapRef]);
  useEffect(() => mapRef.current?.showSites({ layers: siteLayers, exercise: drill }), [siteLayers, drill, mapRef]);
  useEffect(() => mapRef.current?.setTheme(theme), [theme, mapRef]);
  useEffect(() => mapRef.current?.setWords(words), [words, mapRef]);
  useEffect(() => mapRef.current?.setBasemap(status.basemap), [status.basemap, mapRef]);

  const focused = useFocusHover(mapRef, shown);
  const approximate = status.boundaries.some((set) => set.approximate);
  const attribution = [...new Set(status.boundaries.map((set) => set.attribution))].filter(Boolean);
  return (
    <div className="map-pane" data-state={state}>
      <div
        ref={container}
        className="map"
        role="group"
        aria-label={plain(words.map.title)}
        aria-describedby={summaryId}
        data-testid={props.name ?? 'map'}
      />
      <p id={summaryId} className="visually-hidden">
        {props.summary} {plain(words.map.twin)}
      </p>
      <HoverCard hover={pointed ?? focused} shown={shown} hubNowMs={props.hubNowMs} />
      {props.drill && <Watermark />}
      {state === 'unavailable' && (
        <div className="map-unavailable" role="alert">
          <p>
            <strong>
              <Ruby>{words.map.unavailable}</Ruby>
            </strong>
          </p>
          <p>
            <Ruby>{words.map.unavailableMore}</Ruby>
          </p>
        </div>
      )}
      {props.caption && (
        <p className="map-caption" data-kind={props.caption.kind} data-testid={`${props.name ?? 'map'}-caption`}>
          <Ruby>{props.caption.text}</Ruby>
        </p>
      )}
      {props.stale !== null && (
        <p className="map-stale" data-testid="map-stale">
          <Icon name="cut" />
          <Ruby>{props.stale}</Ruby>
        </p>
      )}
      {approximate && zoom >= APPROXIMATE_ZOOM && (
        <p className="map-approximate" data-testid="approximate">
          <Ruby>{words.map.approximateZoom}</Ruby> <code>{IMPORT_COMMAND}</code>
        </p>
      )}
      {shapeless > 0 && (
        <p className="map-shapeless" role="status" data-testid="shapeless">
          <Ruby>{words.map.shapeless(shapeless)}</Ruby>
        </p>
      )}
      <div className="map-zoom">
        <button
          type="button"
          onClick={() => mapRef.current?.zoomBy(1)}
          aria-label={plain(words.map.zoomIn)}
          title={plain(words.map.zoomIn)}
        >
          <Icon name="plus" />
        </button>
        <button
          type="button"
          onClick={() => mapRef.current?.zoomBy(-1)}
          aria-label={plain(words.map.zoomOut)}
          title={plain(words.map.zoomOut)}
        >
          <Icon name="minus" />
        </button>
      </div>
      <p className="map-attribution">
        <Ruby>{words.map.attribution}</Ruby>
        {words.colon}
        <span lang="ja">{attribution.join('／')}</span>
      </p>
    </div>
  );
}

/** Enough to cover a wall; what is outside is cut off. */
const WATERMARKS = Array.from({ length: 48 }, (_, index) => index);

function Watermark(): ReactNode {
  return (
    <div className="map-watermark" aria-hidden="true">
      {WATERMARKS.map((index) => (
        <span key={index} data-text="訓練 DRILL" />
      ))}
    </div>
  );
}

async function createMap(
  container: HTMLDivElement | null,
  latest: () => { props: MapPaneProps; words: ReturnType<typeof useWords> },
  hears: Pick<HazardMapOptions, 'onZoom' | 'onShapeless' | 'onHover'>,
): Promise<HazardMap | null> {
  const { HazardMap } = await import('../../map/hazard-map.js');
  if (container === null) return null;
  const { props, words } = latest();
  return new HazardMap(container, {
    basemap: props.status.basemap,
    theme: props.theme,
    scale: rootScale(),
    words,
    bounds: props.status.homeBounds ?? JAPAN,
    fetchArea: (edition, code) => latest().props.api.area(edition, code),
    token: () => latest().props.api.token(),
    onPick: (pick) => latest().props.onPick(pick),
    ...hears,
    leader: props.leader?.current ?? null,
    title: ({ map }) => (props.leader === undefined ? map.title : (latest().props.caption?.text ?? map.title)),
    coveredBy: () => panelsOver(container),
  });
}

function panelsOver(container: HTMLElement): { side: 'left' | 'right'; element: Element }[] {
  const stage = container.closest('.stage');
  const detail = stage?.querySelector('.detail-panel');
  const legend = stage?.querySelector('.legend[data-open=true]');
  return [
    ...(detail ? [{ side: 'right' as const, element: detail }] : []),
    ...(legend ? [{ side: 'left' as const, element: legend }] : []),
  ];
}

/** How much larger than on a desk the page is set: labels on a wall grow with the words around the map. */
function rootScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
}
