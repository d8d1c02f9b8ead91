import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Geometry, HubStatus } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { boundsOf, JAPAN } from '../../map/bounds.js';
import type { HazardMap } from '../../map/hazard-map.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Icon } from '../console/icons.js';
import type { Vocabulary } from './describe-subscription.js';

interface AreaMapProps {
  api: HubApi;
  status: HubStatus;
  vocabulary: Vocabulary;
  /** What is filled in; the map opens on it. */
  shape: Geometry | null;
  /** Whoever draws takes the map from here; null = there is none. */
  take?: (map: HazardMap | null) => void;
  describedBy?: string;
}

/** A map with nothing on it but an area. */
export function AreaMap({ api, status, vocabulary, shape, take, describedBy }: AreaMapProps): ReactNode {
  const { words, agency } = vocabulary;
  const container = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<HazardMap | null>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'unavailable'>('loading');
  const latest = useRef({ api, status, words, agency, shape, take });
  latest.current = { api, status, words, agency, shape, take };
  useEffect(() => {
    let open = true;
    let made: HazardMap | null = null;
    void makeMap(container.current, () => latest.current).then(
      (created) => {
        if (!open) return created?.destroy();
        made = created;
        setMap(created);
        setState('ready');
        latest.current.take?.(created);
      },
      () => {
        if (open) setState('unavailable');
      },
    );
    return () => {
      open = false;
      latest.current.take?.(null);
      made?.destroy();
    };
  }, []);
  useEffect(() => map?.rollups.drawing.show(shape), [map, shape]);
  useEffect(() => map?.setWords(words), [map, words]);
  const credits = [...new Set(status.boundaries.map(({ attribution }) => attribution))].filter(Boolean);
  return (
    <div className="agency-map" data-state={state}>
      <div
        ref={container}
        className="map"
        role="group"
        aria-label={plain(agency.map.title)}
        aria-describedby={describedBy}
        data-testid="area-map"
      />
      {state === 'unavailable' && (
        <p className="agency-no-map" role="status">
          <Ruby>{agency.map.unavailable}</Ruby>
        </p>
      )}
      {map !== null && (
        <div className="agency-zoom">
          {([1, -1] as const).map((levels) => (
            <button
              key={levels}
              type="button"
              aria-label={plain(levels === 1 ? agency.map.zoomIn : agency.map.zoomOut)}
              onClick={() => map.zoomBy(levels)}
            >
              <Icon name={levels === 1 ? 'plus' : 'minus'} />
            </button>
          ))}
        </div>
      )}
      <p className="map-attribution">
        <Ruby>{words.map.attribution}</Ruby>
        {words.colon}
        <span lang="ja">{credits.join('／')}</span>
      </p>
    </div>
  );
}

type Latest = Pick<AreaMapProps, 'api' | 'status' | 'shape'> & Pick<Vocabulary, 'words' | 'agency'>;

async function makeMap(container: HTMLDivElement | null, latest: () => Latest): Promise<HazardMap | null> {
  const { HazardMap } = await import('../../map/hazard-map.js');
  if (container === null || !container.isConnected) return null;
  const { status, words, shape } = latest();
  const nothing = (): void => undefined;
  return new HazardMap(container, {
    basemap: status.basemap,
    theme: document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light',
    scale: Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1,
    words,
    bounds: (shape === null ? null : boundsOf(shape)) ?? status.homeBounds ?? JAPAN,
    fetchArea: (edition, code) => latest().api.area(edition, code),
    token: () => latest().api.token(),
    ...{ onPick: nothing, onZoom: nothing, onShapeless: nothing },
    leader: null,
    title: () => latest().agency.map.title,
    coveredBy: () => [],
  });
}
