import { Suspense, type ReactNode } from 'react';
import type { FeatureV1, Me } from '@hinomi/contracts';
import type { HazardGroup } from '../../hazards/group-hazards.js';
import { drillOf } from './use-drill.js';
import { HazardDetail } from './hazard-detail.js';
import { listNow } from './hazard-panel.js';
import { useKeptEntries } from './chronology/use-kept-entries.js';
import { DrawingDoor } from './drawings/drawing-door.js';
import type { NeedsView } from './needs/use-needs-view.js';
import { PlacePanel } from './place-panel.js';
import type { RollupPanelProps } from './rollups/rollup-panel.js';
import type { From, Opened } from './use-opened.js';
import { lazyPart } from '../../lazy-part.js';

const ChronologyPanel = lazyPart(() => import('./chronology/chronology-panel.js'));
const DeskPanel = lazyPart(() => import('./desk/desk-panel.js'));
const FieldPanel = lazyPart(() => import('./field/field-panel.js'));
const NeedsPanel = lazyPart(() => import('./needs/needs-panel.js'));
const SincePanel = lazyPart(() => import('./alarms/since-panel.js'));
const SilencePanel = lazyPart(() => import('./silence/silence-panel.js'));
const OrderPanel = lazyPart(() => import('./orders/order-panel.js'));
const RollupPanel = lazyPart(() => import('./rollups/rollup-panel.js'));

interface StagePanelsProps extends Omit<RollupPanelProps, 'open' | 'kinds'> {
  opened: Opened;
  /** The hazard or thing that is opened. */
  group: HazardGroup | undefined;
  shownGroups: readonly HazardGroup[];
  /** The live picture; and with the places that somebody looked at. */
  features: ReadonlyMap<string, FeatureV1>;
  withSites: ReadonlyMap<string, FeatureV1>;
  needs: NeedsView;
  mayDecide: boolean;
  mayReport: boolean;
  me: Me | null;
  /** Null while the past is shown. */
  permissions: readonly string[] | null;
  back: (() => void) | undefined;
  showOnMap: (() => void) | null;
  open: (id: string, from?: From) => void;
  setOpened: (opened: Opened) => void;
  /** Fetches places that are not told live. */
  look: (ids: readonly string[]) => void;
}

/** What lies over the right of the map, one at a time. */
export function StagePanels(props: StagePanelsProps): ReactNode {
  const { opened, group, groups, shownGroups, features, withSites, mayDecide, back, showOnMap, open, look } = props;
  const { mayReport, setOpened } = props;
  const { api, exercise, cursor, hubNowMs, mapRef, close } = props;
  useKeptEntries(api, props.me, exercise, features);
  return (
    <Suspense fallback={null}>
      {group && opened?.kind === 'hazard' && (
        <HazardDetail
          key={group.hazardId}
          group={group}
          features={features}
          kinds={props.needs.needs.kinds}
          open={open}
          mayDecide={mayDecide}
          enterReport={mayReport ? (shelter) => setOpened({ kind: 'desk', shelter }) : null}
          changeOrder={mayDecide ? (order, step) => setOpened({ kind: 'orders', task: { order, step } }) : null}
          changeField={props.permissions === null ? null : setOpened}
          api={api}
          hubNowMs={hubNowMs}
          close={close}
          back={back}
          showOnMap={showOnMap}
        />
      )}
      {opened?.kind === 'orders' && props.me?.permissions.includes('orders:write') && (
        <OrderPanel
          key={exercise ? 'drill' : 'real'}
          api={api}
          exercise={exercise}
          run={exercise ? (drillOf(features)?.run ?? null) : null}
          task={opened.task}
          setTask={(task) => setOpened({ kind: 'orders', task })}
          hubNowMs={hubNowMs}
          mapRef={mapRef}
          close={close}
        />
      )}
      <DrawingDoor
        key={exercise ? 'drawings-drill' : 'drawings-real'}
        {...{ api, exercise, features, hubNowMs, mapRef, close, setOpened }}
        me={props.permissions === null ? null : props.me}
        opened={opened?.kind === 'drawings' ? opened : null}
      />
      {opened?.kind === 'field-reports' && props.me?.permissions.includes('field-reports:write') && (
        <FieldPanel
          key={exercise ? 'drill' : 'real'}
          {...{ api, exercise, features, hubNowMs, mapRef, close }}
          run={exercise ? (drillOf(features)?.run ?? null) : null}
          task={opened.task}
          setTask={(task) => setOpened({ kind: 'field-reports', task })}
          open={(id) => open(id, 'field-reports')}
        />
      )}
      {opened?.kind === 'rollups' && (
        <RollupPanel
          key={exercise ? 'drill' : 'real'}
          api={api}
          exercise={exercise}
          cursor={cursor}
          groups={groups}
          kinds={props.needs.needs.kinds}
          hubNowMs={hubNowMs}
          mapRef={mapRef}
          close={close}
          open={(id) => {
            look([id].filter((each) => !features.has(each)));
            open(id, 'rollups');
          }}
        />
      )}
      {opened?.kind === 'since' && (
        <SincePanel
          key={exercise ? 'drill' : 'real'}
          {...{ api, exercise, features, hubNowMs, close }}
          open={(id) => open(id, 'since')}
        />
      )}
      {opened?.kind === 'silence' && (
        <SilencePanel
          key={exercise ? 'drill' : 'real'}
          {...{ api, exercise, cursor, groups, hubNowMs, mapRef, close }}
          enterReport={mayReport ? ({ id, name }) => setOpened({ kind: 'desk', shelter: { id, name } }) : null}
          open={(id) => {
            look([id].filter((each) => !features.has(each)));
            open(id, 'silence');
          }}
        />
      )}
      {opened?.kind === 'needs' && (
        <NeedsPanel
          key={exercise ? 'drill' : 'real'}
          {...props.needs}
          area={opened.area}
          setArea={(area) => setOpened({ kind: 'needs', area })}
          api={api}
          hubNowMs={hubNowMs}
          mapRef={mapRef}
          close={close}
        />
      )}
      {opened?.kind === 'desk' && mayReport && (
        <DeskPanel
          key={exercise ? 'drill' : 'real'}
          api={api}
          exercise={exercise}
          cursor={cursor}
          features={features}
          hubNowMs={hubNowMs}
          shelter={opened.shelter}
          close={close}
          open={(id) => {
            look([id].filter((each) => !features.has(each)));
            open(id, 'desk');
          }}
        />
      )}
      {opened?.kind === 'chronology' && props.me?.permissions.includes('chronology:read') === true && (
        <ChronologyPanel
          key={exercise ? 'drill' : 'real'}
          api={api}
          me={props.me}
          exercise={exercise}
          features={features}
          withSites={withSites}
          about={opened.about}
          entry={opened.entry ?? null}
          hubNowMs={hubNowMs}
          mapRef={mapRef}
          close={close}
        />
      )}
      {opened?.kind === 'place' && (
        <PlacePanel
          pick={opened.pick}
          groups={shownGroups}
          shown={withSites}
          hubNowMs={listNow(hubNowMs)}
          close={close}
          open={(id) => open(id, opened.pick)}
        />
      )}
    </Suspense>
  );
}
