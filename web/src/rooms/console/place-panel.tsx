import type { ReactNode } from 'react';
import type { FeatureV1 } from '@hinomi/contracts';
import { featureTitle, groupTitle } from '../../hazards/describe-hazard.js';
import type { HazardGroup } from '../../hazards/group-hazards.js';
import type { MapPick } from '../../map/pick.js';
import { isThing } from '../../things/thing-feature.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import { SeverityMark } from './icons.js';
import { Panel } from './panel.js';
import { ThingRow } from './things-part.js';

interface PlacePanelProps {
  pick: MapPick;
  groups: readonly HazardGroup[];
  /** What passes the filter, by id. */
  shown: ReadonlyMap<string, FeatureV1>;
  hubNowMs: number;
  close: () => void;
  open: (hazardId: string) => void;
}

/** Everything in force at the place that was pressed on the map, worst first. */
export function PlacePanel({ pick, groups, shown, hubNowMs, close, open }: PlacePanelProps): ReactNode {
  const words = useWords();
  const ids = new Set(pick.featureIds);
  const here = groups.filter(({ features }) => features.some(({ id }) => ids.has(id)));
  const things = pick.featureIds
    .flatMap((id) => shown.get(id) ?? [])
    .filter(isThing)
    .sort((a, b) => b.severity - a.severity);
  const drawings = pick.featureIds.flatMap((id) => shown.get(id) ?? []).filter(({ layer }) => layer === 'drawing');
  const [lng, lat] = pick.lngLat;
  return (
    <Panel title={words.map.place} close={close}>
      <p className="detail-where">
        <Ruby>{words.map.position(lat.toFixed(3), lng.toFixed(3))}</Ruby>
      </p>
      {here.length + things.length + drawings.length === 0 ? (
        <div className="place-none">
          <p>
            <Ruby>{words.map.placeNone}</Ruby>
          </p>
          <p className="detail-note">
            <Ruby>{words.map.placeNoneMore}</Ruby>
          </p>
        </div>
      ) : (
        <ul className="hazard-list place-list">
          {here.map((group) => {
            const local = group.features.filter(({ id }) => ids.has(id));
            const severity = local.reduce(
              (worst, feature) => (feature.severity > worst ? feature.severity : worst),
              local[0]?.severity ?? 0,
            );
            return (
              <li key={group.hazardId}>
                <button type="button" className="hazard-row" onClick={() => open(group.hazardId)}>
                  <span className="row-severity">
                    <SeverityMark severity={severity} />
                  </span>
                  <span className="row-title">
                    <Ruby>{groupTitle(group, words)}</Ruby>
                  </span>
                  <span className="row-where">
                    <Ruby>
                      {[...new Set(local.map((feature) => featureTitle(feature, words)))].join(words.separator)}
                    </Ruby>
                  </span>
                </button>
              </li>
            );
          })}
          {drawings.map(({ id, properties }) => (
            <li key={id}>
              <button type="button" className="hazard-row" onClick={() => open(id)}>
                <span className="row-title">
                  <Ruby>{words.layers.drawing}</Ruby>
                </span>
                <span className="row-where">{properties.type === 'drawing' ? properties.text : ''}</span>
              </button>
            </li>
          ))}
          {things.map((thing) => (
            <ThingRow key={thing.id} thing={thing} selected={false} select={open} now={hubNowMs} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
