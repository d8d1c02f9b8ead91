import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { HubStatus, Layer, Role } from '@hinomi/contracts';
import type { AccessToken } from '../../access/access-token.js';
import type { HubApi } from '../../access/hub-api.js';
import type { KnownMe } from '../../access/use-me.js';
import type { ViewerControl } from '../../access/use-viewer.js';
import { groupArea, groupTitle } from '../../hazards/describe-hazard.js';
import { SHOW_ALL, withLayerToggled, type HazardFilter } from '../../hazards/shown-features.js';
import type { HazardMap } from '../../map/hazard-map.js';
import { liveState } from '../../picture/live-state.js';
import { clockWithSeconds } from '../../words/clock.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { ConsolePage, mayOpen } from './console-page.js';
import { ConsoleDialogs } from './console-dialogs.js';
import { troubledFeeds } from './feeds-dialog.js';
import { DrillBanner, RealAlertBar } from './drill-banner.js';
import { DrillChip } from './drill-chip.js';
import { HazardPanel, listNow } from './hazard-panel.js';
import { Legend } from './legend.js';
import { MapPane } from './map-pane.js';
import { StagePanels } from './stage-panels.js';
import { ThingsPart } from './things-part.js';
import { Toasts } from './toasts.js';
import { PersonMenu } from './person-menu.js';
import { NotLiveNotice, SessionEndedNotice, TopBar, type Display } from './top-bar.js';
import { useNews } from './use-news.js';
import { useLists } from './use-lists.js';
import { useOpened } from './use-opened.js';
import { drillOf, runningDrill, useDrillControl } from './use-drill.js';
import { usePreference } from './use-preference.js';
import { useRealAlert } from './use-real-alert.js';
import { usePage, useSessionEnded } from './use-page.js';
import { useMedia } from './use-media.js';
import { useBoundariesInForce, useDrills, useFeeds, useNow, usePicture } from './use-room.js';
import { useShortcuts } from './use-shortcuts.js';
import { useCalmThings } from './use-calm-things.js';
import { useSites } from './use-sites.js';
import { UrgentPart } from './urgent-part.js';
import { useSound } from './use-sound.js';
import { homeNameOf, newestRecord } from './room-facts.js';
import { ViewSwitch, type View } from './view-switch.js';

const HazardTable = lazy(() => import('./hazard-table.js'));

/** Until the hub has said what the viewer may do. */
const RUN_DRILLS = new Set<Role | null>(['operator', 'admin']);
const NO_LAYERS: ReadonlySet<Layer> = new Set();
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
  const siteLayers = filter.minSeverity === 0 ? filter.layers : NO_LAYERS;
  const sites = useSites(api, view.picture.features);
  const mapRef = useRef<HazardMap | null>(null);
  const calm = useCalmThings(api, inDrill, mapRef);
  const lists = useLists(view.picture.features, filter, calm.things);
  const known = useMemo(() => new Map([...calm.things, ...sites.features]), [calm.things, sites.features]);
  const { groups, shown, shownGroups } = lists;

  const { sound, state: soundState, toggle: toggleSound } = useSound();
  const news = useNews(view.picture.features, groups, confirmed, inDrill ? 'drill' : 'real', words, sound);
  const seenReal = useRef<string | null>(null);
  if (!inDrill && confirmed) seenReal.current = view.heartbeat?.lastRealAlertAt ?? seenReal.current;
  const realAlert = useRealAlert(inDrill, view.heartbeat, seenReal.current, api, () => sound.play('real'));

  const [view2d, setView] = useState<View>('map');
  const isNarrow = useMedia('(max-width: 100rem)');
  const [legendOpen, setLegendOpen] = useState(() => !window.matchMedia('(max-width: 70rem)').matches);
  const [dialog, setDialog] = useState<'help' | 'feeds' | null>(null);
  const [shortcuts, setShortcuts] = usePreference('shortcuts', ON_OFF, 'on');
  const feeds = useFeeds(api);
  const filterRef = useRef<HTMLInputElement>(null);
  const panels = useOpened(groups, known, mapRef);
  const { opened, setOpened, openedId, back, group, selected, open, toggle, togglePanel, close } = panels;

  const mayRun = me.me?.permissions.includes('drills:run') ?? RUN_DRILLS.has(me.role);
  const mayReport = me.me?.permissions.includes('shelters:report') ?? false;
  const control = useDrillControl(api, mayRun, becomeOperator, refresh);
  const sessionEnded = useSessionEnded(people.viewer);
  const [page, setPage] = usePage();
  const shownPage = mayOpen(page, me.me);
  const enter = useCallback(
    (realm: 'real' | 'drill') => {
      setChosenRealm(realm);
      setOpened(null);
    },
    [setOpened],
  );
  const toggleLayer = useCallback((layer: Layer) => setFilter((now) => withLayerToggled(now, layer)), []);

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
      c: () => togglePanel('rollups'),
      p: () => (mayReport ? togglePanel('desk') : undefined),
      d: () => (!inDrill && drills.length > 0 ? enter('drill') : undefined),
    },
    shortcuts === 'on' && shownPage === null,
  );

  const drill = inDrill ? drillOf(view.picture.features) : null;
  const confirmedHubMs = view.confirmedAtMs === null ? null : view.confirmedAtMs + view.clockOffsetMs;
  const summary = plain(words.map.summary(shown.size, shownGroups[0] ? groupTitle(shownGroups[0], words) : ''));
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
        person={<PersonMenu known={me} people={people} open={setPage} />}
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
      <ConsolePage page={shownPage} api={api} me={me.me} status={status} drill={running} go={setPage} />
      <main className="room" data-view={view2d} hidden={shownPage !== null}>
        <HazardPanel
          lists={lists.hazards}
          counts={lists.counts}
          hidden={lists.hidden}
          filter={filter}
          setFilter={setFilter}
          showAll={() => setFilter(SHOW_ALL)}
          toggleLayer={toggleLayer}
          selectedId={openedId}
          select={toggle}
          hubNowMs={hubNowMs}
          lastReportAt={inDrill ? newestRecord(view.picture.features) : (view.heartbeat?.lastReportAt ?? null)}
          starting={!confirmed}
          troubledFeeds={inDrill ? 0 : troubled}
          openFeeds={() => setDialog('feeds')}
          filterRef={filterRef}
          first={<UrgentPart urgent={news.urgent} select={open} now={listNow(hubNowMs)} />}
        >
          <ThingsPart
            lists={lists.things}
            calm={calm}
            counts={lists.counts}
            shownLayers={filter.layers}
            toggleLayer={toggleLayer}
            selectedId={openedId}
            select={toggle}
            now={listNow(hubNowMs)}
          />
        </HazardPanel>
        <div className="stage">
          <ViewSwitch
            view={view2d}
            setView={setView}
            panel={opened?.kind ?? null}
            togglePanel={togglePanel}
            mayReport={mayReport}
          />
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
            siteLayers={siteLayers}
            mapRef={mapRef}
            onPick={(pick) => {
              sites.look(pick.featureIds.filter((id) => !shown.has(id)));
              setOpened({ kind: 'place', pick });
            }}
          />
          <Legend
            open={legendOpen && !(isNarrow && opened !== null)}
            setOpen={setLegendOpen}
            layers={lists.shownLayers}
            themes={lists.shownThemes}
          />
          <Suspense fallback={null}>
            {view2d === 'table' && (
              <HazardTable groups={shownGroups} shown={lists.listed} hubNowMs={hubNowMs} open={open} />
            )}
          </Suspense>
          <StagePanels
            opened={opened}
            group={group}
            groups={groups}
            shownGroups={shownGroups}
            features={view.picture.features}
            withSites={sites.features}
            mayReport={mayReport}
            setOpened={setOpened}
            mayDecide={me.me?.permissions.includes('decisions:write') ?? false}
            back={back}
            showOnMap={view2d === 'table' ? () => setView('map') : null}
            open={open}
            look={sites.look}
            api={api}
            exercise={inDrill}
            cursor={view.picture.cursor ?? ''}
            hubNowMs={hubNowMs}
            mapRef={mapRef}
            close={close}
          />
        </div>
      </main>
      <Toasts all={news.all} open={open} />
      <ConsoleDialogs
        shown={dialog}
        close={() => setDialog(null)}
        shortcuts={shortcuts === 'on'}
        setShortcuts={(on) => setShortcuts(on ? 'on' : 'off')}
        feeds={feeds}
        hubNowMs={hubNowMs}
        api={api}
        me={me.me}
      />
    </div>
  );
}
