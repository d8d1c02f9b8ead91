import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { HubStatus, Role } from '@hinomi/contracts';
import type { AccessToken } from '../../access/access-token.js';
import type { HubApi } from '../../access/hub-api.js';
import type { KnownMe } from '../../access/use-me.js';
import type { ViewerControl } from '../../access/use-viewer.js';
import { groupArea, groupTitle } from '../../hazards/describe-hazard.js';
import { groupHazards, listHazards } from '../../hazards/group-hazards.js';
import { countByLayer, SHOW_ALL, shownFeatures, type HazardFilter } from '../../hazards/shown-features.js';
import type { HazardMap } from '../../map/hazard-map.js';
import type { MapPick } from '../../map/pick.js';
import { liveState } from '../../picture/live-state.js';
import { clockWithSeconds } from '../../words/clock.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { HelpDialog } from './dialogs.js';
import { FeedsDialog, troubledFeeds } from './feeds-dialog.js';
import { DrillBanner, RealAlertBar } from './drill-banner.js';
import { DrillChip } from './drill-chip.js';
import { HazardDetail } from './hazard-detail.js';
import { HazardPanel } from './hazard-panel.js';
import { Legend } from './legend.js';
import { MapPane } from './map-pane.js';
import { PlacePanel } from './place-panel.js';
import { Toasts } from './toasts.js';
import { PersonMenu } from './person-menu.js';
import { NotLiveNotice, SessionEndedNotice, TopBar, type Display } from './top-bar.js';
import { useArrivals } from './use-arrivals.js';
import { drillOf, runningDrill, useDrillControl } from './use-drill.js';
import { usePreference } from './use-preference.js';
import { useRealAlert } from './use-real-alert.js';
import { usePage, useSessionEnded } from './use-page.js';
import { useMedia } from './use-media.js';
import { useBoundariesInForce, useDrills, useFeeds, useNow, usePicture } from './use-room.js';
import { useShortcuts } from './use-shortcuts.js';
import { useSound } from './use-sound.js';
import { homeNameOf, newestRecord } from './room-facts.js';
import { ViewSwitch, type View } from './view-switch.js';

const AccountsPage = lazy(() => import('../accounts/accounts-page.js'));
const HazardTable = lazy(() => import('./hazard-table.js'));

/** Until the hub has said what the viewer may do. */
const RUN_DRILLS = new Set<Role | null>(['operator', 'admin']);
const ON_OFF = ['on', 'off'] as const;

interface ConsoleRoomProps {
  status: HubStatus;
  /** Asks the hub for its status now. */
  askStatus: () => void;
  access: AccessToken;
  api: HubApi;
  /** On a demonstration hub one press makes the viewer the operator. */
  becomeOperator: (() => HubApi) | null;
  me: KnownMe;
  people: ViewerControl;
  display: Display;
}

type Opened = { kind: 'hazard'; hazardId: string; from: MapPick | null } | { kind: 'place'; pick: MapPick } | null;

/** The room of the headquarters: one realm's picture, real or drill, never both at once. */
export function ConsoleRoom({
  status,
  askStatus,
  access,
  api,
  becomeOperator,
  me,
  people,
  display,
}: ConsoleRoomProps): ReactNode {
  const words = useWords();
  const { drills, refresh } = useDrills(api);
  const [chosenRealm, setChosenRealm] = useState<'real' | 'drill' | null>(null);
  const running = runningDrill(drills);
  // A hub that never held a real event has nothing else to show; afterwards only a person changes rooms.
  const inDrill = chosenRealm === null ? status.neverHeldReal && running !== null : chosenRealm === 'drill';
  useEffect(() => {
    if (chosenRealm === null && inDrill) setChosenRealm('drill');
  }, [chosenRealm, inDrill]);

  const view = usePicture(access, api, inDrill);
  useBoundariesInForce(view.heartbeat, status.basemap, askStatus);
  const nowMs = useNow(1000);
  const hubNowMs = nowMs + view.clockOffsetMs;
  const live = liveState(view, nowMs);
  const confirmed = view.confirmedAtMs !== null;

  const [filter, setFilter] = useState<HazardFilter>(SHOW_ALL);
  const groups = useMemo(() => groupHazards(view.picture.features.values()), [view.picture.features]);
  const shown = useMemo(() => shownFeatures(view.picture.features, filter), [view.picture.features, filter]);
  const shownGroups = useMemo(
    () => groups.filter((group) => group.features.some(({ id }) => shown.has(id))),
    [groups, shown],
  );
  const lists = useMemo(() => listHazards(shownGroups), [shownGroups]);
  const counts = useMemo(() => countByLayer(groups), [groups]);
  const shownLayers = useMemo(() => new Set(shownGroups.map(({ layer }) => layer)), [shownGroups]);

  const { sound, state: soundState, toggle: toggleSound } = useSound();
  const hazards = useMemo(() => groups.filter(({ layer }) => layer !== 'sensor'), [groups]);
  const news = useArrivals(hazards, confirmed, inDrill ? 'drill' : 'real', words, sound);
  const seenReal = useRef<string | null>(null);
  if (!inDrill && confirmed) seenReal.current = view.heartbeat?.lastRealAlertAt ?? seenReal.current;
  const realAlert = useRealAlert(inDrill, view.heartbeat, seenReal.current, api, () => sound.play('real'));

  const [opened, setOpened] = useState<Opened>(null);
  const [view2d, setView] = useState<View>('map');
  const isNarrow = useMedia('(max-width: 100rem)');
  const [legendOpen, setLegendOpen] = useState(() => !window.matchMedia('(max-width: 70rem)').matches);
  const [dialog, setDialog] = useState<'help' | 'feeds' | null>(null);
  const [shortcuts, setShortcuts] = usePreference('shortcuts', ON_OFF, 'on');
  const feeds = useFeeds(api);
  const mapRef = useRef<HazardMap | null>(null);
  const filterRef = useRef<HTMLInputElement>(null);
  const openedGroup =
    opened?.kind === 'hazard' ? groups.find(({ hazardId }) => hazardId === opened.hazardId) : undefined;
  const selected = useMemo(() => openedGroup?.features ?? [], [openedGroup]);

  const mayRun = me.me?.permissions.includes('drills:run') ?? RUN_DRILLS.has(me.role);
  const control = useDrillControl(api, mayRun, becomeOperator, refresh);
  const sessionEnded = useSessionEnded(people.viewer);
  const [page, setPage] = usePage();
  const showsAccounts = page === 'accounts' && (me.me?.permissions.includes('accounts:manage') ?? false);
  const enter = useCallback((realm: 'real' | 'drill') => {
    setChosenRealm(realm);
    setOpened(null);
  }, []);
  const open = useCallback((hazardId: string, from: MapPick | null = null) => {
    setOpened({ kind: 'hazard', hazardId, from });
  }, []);
  const openedId = openedGroup?.hazardId;
  const openedFeatures = useRef(selected);
  openedFeatures.current = selected;
  useEffect(() => {
    if (openedId !== undefined) void mapRef.current?.bringIntoSight(openedFeatures.current);
  }, [openedId]);
  const toggle = useCallback(
    (hazardId: string) => {
      setOpened((now) => (now?.kind === 'hazard' && now.hazardId === hazardId ? null : now));
      if (opened?.kind !== 'hazard' || opened.hazardId !== hazardId) open(hazardId);
    },
    [open, opened],
  );
  const close = useCallback(() => {
    setOpened(null);
    if (opened?.kind === 'hazard')
      document.querySelector<HTMLElement>(`[data-hazard="${CSS.escape(opened.hazardId)}"]`)?.focus();
  }, [opened]);

  useShortcuts(
    {
      '/': () => filterRef.current?.focus(),
      Escape: () => (opened === null ? undefined : close()),
      '?': () => setDialog('help'),
      h: () => mapRef.current?.home(),
      t: () => setView((now) => (now === 'map' ? 'table' : 'map')),
      l: () => setLegendOpen((now) => !now),
      m: toggleSound,
      r: () => (inDrill ? enter('real') : undefined),
      d: () => (!inDrill && drills.length > 0 ? enter('drill') : undefined),
    },
    shortcuts === 'on' && !showsAccounts,
  );

  const drill = inDrill ? drillOf(view.picture.features) : null;
  const confirmedHubMs = view.confirmedAtMs === null ? null : view.confirmedAtMs + view.clockOffsetMs;
  const worst = shownGroups[0];
  const summary = plain(words.map.summary(shown.size, worst ? groupTitle(worst, words) : ''));
  const troubled = troubledFeeds(feeds, hubNowMs).length;
  return (
    <div className="console" data-room={inDrill ? 'drill' : 'real'} data-live={live.state} data-testid="console">
      <a className="skip-link" href="#hazards">
        <Ruby>{words.skipToList}</Ruby>
      </a>
      {realAlert.ringing && (
        <RealAlertBar
          titles={realAlert.groups.map((group) => `${groupTitle(group, words)} ${groupArea(group, words)}`)}
          open={() => enter('real')}
          later={realAlert.dismiss}
        />
      )}
      {inDrill && (
        <DrillBanner drill={drill} drills={drills} control={control} hubNowMs={hubNowMs} toReal={() => enter('real')} />
      )}
      <TopBar
        live={live}
        confirmedHubMs={confirmedHubMs}
        display={display}
        person={<PersonMenu known={me} people={people} openAccounts={() => setPage('accounts')} />}
        sound={soundState}
        toggleSound={toggleSound}
        feedProblems={troubled}
        openFeeds={() => setDialog('feeds')}
        openHelp={() => setDialog('help')}
        drillChip={
          inDrill ? null : (
            <DrillChip running={running} drills={drills} control={control} enter={() => enter('drill')} />
          )
        }
        homeName={status.homeArea === null ? words.top.japan : homeNameOf(status.homeArea, words)}
        goHome={() => mapRef.current?.home()}
      />
      {sessionEnded ? <SessionEndedNotice signIn={people.signIn} /> : <NotLiveNotice live={live} />}
      {showsAccounts && (
        <Suspense fallback={null}>
          <AccountsPage api={api} me={me.me} close={() => setPage('console')} />
        </Suspense>
      )}
      <main className="room" data-view={view2d} hidden={showsAccounts}>
        <HazardPanel
          lists={lists}
          counts={counts}
          hidden={groups.length - shownGroups.length}
          filter={filter}
          setFilter={setFilter}
          showAll={() => setFilter(SHOW_ALL)}
          selectedId={opened?.kind === 'hazard' ? opened.hazardId : null}
          select={toggle}
          hubNowMs={hubNowMs}
          lastReportAt={inDrill ? newestRecord(view.picture.features) : (view.heartbeat?.lastReportAt ?? null)}
          starting={!confirmed}
          troubledFeeds={inDrill ? 0 : troubled}
          openFeeds={() => setDialog('feeds')}
          filterRef={filterRef}
        />
        <div className="stage">
          <ViewSwitch view={view2d} setView={setView} />
          <MapPane
            status={status}
            api={api}
            theme={display.theme}
            shown={shown}
            hubNowMs={hubNowMs}
            position={view.picture.cursor ?? ''}
            selected={selected}
            summary={summary}
            stale={
              live.state === 'not-live' && live.ageMs !== null && confirmedHubMs !== null
                ? words.live.notLiveSince(clockWithSeconds(confirmedHubMs), live.ageMs)
                : null
            }
            drill={inDrill}
            mapRef={mapRef}
            onPick={(pick) => setOpened({ kind: 'place', pick })}
          />
          <Legend open={legendOpen && !(isNarrow && opened !== null)} setOpen={setLegendOpen} layers={shownLayers} />
          <Suspense fallback={null}>
            {view2d === 'table' && <HazardTable groups={shownGroups} shown={shown} hubNowMs={hubNowMs} open={open} />}
            {openedGroup && opened?.kind === 'hazard' && (
              <HazardDetail
                key={openedGroup.hazardId}
                group={openedGroup}
                api={api}
                hubNowMs={hubNowMs}
                close={close}
                back={backTo(opened.from, (pick) => setOpened({ kind: 'place', pick }))}
                showOnMap={view2d === 'table' ? () => setView('map') : null}
              />
            )}
          </Suspense>
          {opened?.kind === 'place' && (
            <PlacePanel
              pick={opened.pick}
              groups={shownGroups}
              close={close}
              open={(hazardId) => setOpened({ kind: 'hazard', hazardId, from: opened.pick })}
            />
          )}
        </div>
      </main>
      <Toasts news={news} open={open} />
      {dialog === 'help' && (
        <HelpDialog
          close={() => setDialog(null)}
          shortcuts={shortcuts === 'on'}
          setShortcuts={(on) => setShortcuts(on ? 'on' : 'off')}
        />
      )}
      {dialog === 'feeds' && (
        <FeedsDialog
          close={() => setDialog(null)}
          feeds={feeds}
          hubNowMs={hubNowMs}
          api={api}
          mayQuarantine={me.me?.permissions.includes('quarantine:read') ?? false}
        />
      )}
    </div>
  );
}

function backTo(from: MapPick | null, show: (pick: MapPick) => void): (() => void) | undefined {
  return from === null ? undefined : () => show(from);
}
