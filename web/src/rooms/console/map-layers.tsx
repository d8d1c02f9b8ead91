import { useEffect, useState, type ReactNode, type RefObject } from 'react';
import type { MapLayer } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import type { HazardMap } from '../../map/hazard-map.js';
import type { RasterState } from '../../map/raster-overlay.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';

interface MapLayersProps {
  api: HubApi;
  mapRef: RefObject<HazardMap | null>;
  mapReady: boolean;
}

/** Pictures of others that may lie on the map: each is asked for only while it is switched on. Nothing where the hub allows none. */
export function MapLayers({ api, mapRef, mapReady }: MapLayersProps): ReactNode {
  const words = useWords();
  const { mapLayers } = words;
  const [layers, setLayers] = useState<readonly MapLayer[]>([]);
  const [on, setOn] = useState<ReadonlySet<string>>(new Set());
  const [opacities, setOpacities] = useState<ReadonlyMap<string, number>>(new Map());
  const [states, setStates] = useState<ReadonlyMap<string, RasterState>>(new Map());
  useEffect(() => {
    let open = true;
    api.mapLayers().then(
      (answer) => (open ? setLayers(answer.layers) : undefined),
      // The map is whole without them.
      () => undefined,
    );
    return () => {
      open = false;
    };
  }, [api]);
  useEffect(() => {
    if (!mapReady) return;
    mapRef.current?.rasters.hear((id, state) =>
      setStates((now) => (now.get(id) === state ? now : new Map(now).set(id, state))),
    );
  }, [mapReady, mapRef]);
  useEffect(() => {
    if (mapReady)
      mapRef.current?.rasters.show(
        layers.filter(({ id }) => on.has(id)),
        opacities,
      );
  }, [layers, on, opacities, mapReady, mapRef]);

  if (layers.length === 0) return null;
  const toggle = (id: string): void => {
    const next = new Set(on);
    if (!next.delete(id)) next.add(id);
    setOn(next);
    setStates((now) => new Map(now).set(id, 'waiting'));
  };
  return (
    <div className="legend-part map-layers" data-testid="map-layers">
      <h2>
        <Ruby>{mapLayers.title}</Ruby>
      </h2>
      <p className="map-layers-note">
        <Ruby>{mapLayers.note}</Ruby>
      </p>
      <ul className="legend-rows">
        {layers.map((layer) => (
          <li key={layer.id} data-layer-state={on.has(layer.id) ? (states.get(layer.id) ?? 'waiting') : 'off'}>
            <label className="check">
              <input type="checkbox" checked={on.has(layer.id)} onChange={() => toggle(layer.id)} />
              <span>{layer.title[words.language]}</span>
            </label>
            {on.has(layer.id) && (
              <input
                type="range"
                min={10}
                max={100}
                step={10}
                value={Math.round((opacities.get(layer.id) ?? layer.opacity) * 100)}
                aria-label={`${plain(mapLayers.opacity)} ${layer.title[words.language]}`}
                onChange={(event) => setOpacities(new Map(opacities).set(layer.id, Number(event.target.value) / 100))}
              />
            )}
            {on.has(layer.id) && states.get(layer.id) === 'unreachable' && (
              <span className="map-layers-cut" role="status">
                <Ruby>{mapLayers.unreachable}</Ruby>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
