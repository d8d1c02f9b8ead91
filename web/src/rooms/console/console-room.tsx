import { useCallback, useRef, useState, type ReactNode } from 'react';
import type { HubStatus, Layer } from '@hinomi/contracts';
import type { AccessToken } from '../../access/access-token.js';
import type { HubApi } from '../../access/hub-api.js';
import type { KnownMe } from '../../access/use-me.js';
import type { ViewerControl } from '../../access/use-viewer.js';
import { groupArea, groupTitle } from '../../hazards/describe-hazard.js';
import { SHOW_ALL, withLayerToggled, type HazardFilter } from '../../hazards/shown-features.js';
import type { HazardMap } from '../../map/hazard-map.js';
import { liveState } from '../../picture/live-state.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { AlarmBar } from './alarms/alarm-bar.js';
import { ConsolePage, mayOpen } from './console-page.js';
import { ConsoleDialogs } from './console-dialogs.js';
import { troubledFeeds } from './feeds-dialog.js';
import { DrillBanner, RealAlertBar } from './drill-banner.js';
import { DrillChip } from './drill-chip.js';
import { HazardPanel, listNow } from './hazard-panel.js';
import { Legend } from './legend.js';
import { LegendLayers } from './legend-layers.js';
import { MapStage } from './past/map-stage.js';
import { ListTop, PastFoot } from './past/past-parts.js';
import { PastBanner } from './past/past-banner.js';
import { useShownPicture } from './past/use-shown-picture.js';
import { useNeedsView } from './needs/use-needs-view.js';
import { MapSearch } from './search/map-search.js';
import { PresenceDoor } from './presence/presence-door.js';
import { StagePanels } from './stage-panels.js';
import { TableDoor } from './tables/table-door.js';
import { ThingsPart } from './things-part.js';
import { Toasts } from './toasts.js';
import { PersonMenu } from './person-menu.js';
import { NotLiveNotice, SessionEndedNotice, TopBar, type Display } from './top-bar.js';
import { useNews } from './use-news.js';
import { useOpened } from './use-opened.js';
import { mayRunDrills, useDrillControl } from './use-drill.js';
import { usePreference } from './use-preference.js';
import { useRealAlert } from './use-real-alert.js';
import { useRealm } from './use-realm.js';
import { usePage, useSessionEnded } from './use-page.js';
import { useMedia } from './use-media.js';
import { useBoundariesInForce, useDrills, useFeeds, useNow, usePicture } from './use-room.js';
import { useRoomShortcuts } from './use-room-shortcuts.js';
import { useSound } from './use-sound.js';
import { homeNameOf, newestRecord, staleSince } from './room-facts.js';
import { SkipLink, ViewSwitch, type View } from './view-switch.js';

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
export function ConsoleRoom(props: ConsoleRoomProps): ReactNode {
  const { status, askStatus, access, api, becomeOperator, me, people, display } = props;
  const words = useWords();
  const { drills, refresh } = useDrills(api);
  const { inDrill, running, choose } = useRealm(status, drills);

  const view = usePicture(access, api, inDrill);
  useBoundariesInForce(view.heartbeat, status.basemap, askStatus);
  const nowMs = useNow(1000);
  const hubNowMs = nowMs + view.clockOffsetMs;
  const live = liveState(view, nowMs);
  const confirmed = view.confirmedAtMs !== null;

  const [filter, setFilter] = useState<HazardFilter>(SHOW_ALL);
  const mapRef = useRef<HazardMap | null>(null);
  const picture = useShownPicture(api, inDrill, view.picture.features, filter, mapRef, hubNowMs);
  const { past, togglePast, leavePast, features, lists, atMs, calm, look, withSites, known, siteLayers } = picture;
  const { groups, shown, shownGroups } = lists;

  const { sound, state: soundState, toggle: toggleSound } = useSound();
  const permissions = me.me?.permissions ?? [];
  const realm = inDrill ? 'drill' : 'real';
  const news = useNews(view.picture.features, picture.liveHazards, confirmed, realm, words, sound, api, permissions);
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

  const [mapReady, setMapReady] = useState(false);
  const needs = useNeedsView({
    ...{ api, status, mapRef, mapReady, features: view.picture.features },
    shown: filter.layers.has('need') && past === null,
    mayExact: permissions.includes('needs:exact'),
    open: useCallback((area: string) => setOpened({ kind: 'needs', area }), [setOpened]),
  });
  const counts = { ...lists.counts, need: needs.needs.published.areas };

  const mayReport = permissions.includes('shelters:report');
  const control = useDrillControl(api, mayRunDrills(me), becomeOperator, refresh);
  const sessionEnded = useSessionEnded(people.viewer);
  const [page, setPage] = usePage();
  const shownPage = mayOpen(page, me.me);
  const enter = (realm: 'real' | 'drill'): void => {
    choose(realm);
    setOpened(null);
  };
  const toggleLayer = useCallback((layer: Layer) => setFilter((now) => withLayerToggled(now, layer)), []);

  const openLive = (id: string): void => {
    leavePast();
    open(id);
  };
  // Totals, needs and the desk are of now.
  const showPast = (): void => {
    if (opened !== null && !['hazard', 'presence'].includes(opened.kind)) setOpened(null);
    togglePast();
  };

  const keys = shortcuts === 'on' && shownPage === null;
  useRoomShortcuts(keys, {
    focusFilter: () => filterRef.current?.focus(),
    close: () => (opened === null ? undefined : close()),
    help: () => setDialog('help'),
    home: () => mapRef.current?.home.go(),
    table: () => setView((now) => (now === 'map' ? 'table' : 'map')),
    legend: () => setLegendOpen((now) => !now),
    mute: toggleSound,
    toReal: () => (inDrill ? enter('real') : undefined),
    toDrill: () => (!inDrill && drills.length > 0 ? enter('drill') : undefined),
    panel: past === null ? togglePanel : null,
    ...{ permissions, past, showPast, togglePanel },
  });

  const confirmedHubMs = view.confirmedAtMs === null ? null : view.confirmedAtMs + view.clockOffsetMs;
  const summary = plain(words.map.summary(shown.size, shownGroups[0] ? groupTitle(shownGroups[0], words) : ''));
  const troubled = troubledFeeds(feeds, hubNowMs).length;
  return (
    <div className="console" data-room={realm} data-live={live.state} data-past={past !== null} data-testid="console">
      <SkipLink />
      {realAlert.ringing && (
        <RealAlertBar
          titles={realAlert.groups.map((group) => `${groupTitle(group, words)} ${groupArea(group, words)}`)}
          open={() => enter('real')}
          later={realAlert.dismiss}
        />
      )}
      {inDrill && (
        <DrillBanner
          picture={view.picture.features}
          drills={drills}
          control={control}
          hubNowMs={hubNowMs}
          toReal={() => enter('real')}
        />
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
        goHome={() => mapRef.current?.home.go()}
      />
      <AlarmBar alarms={news.alarms} open={openLive} hubNowMs={hubNowMs} />
      <div id="follow-slot" />
      {past !== null && <PastBanner past={past} leave={leavePast} />}
      {sessionEnded ? <SessionEndedNotice signIn={people.signIn} /> : <NotLiveNotice live={live} />}
      <ConsolePage page={shownPage} {...{ api, people, status }} me={me.me} drill={running} go={setPage} />
      <main className="room" data-view={view2d} hidden={shownPage !== null}>
        <HazardPanel
          lists={lists.hazards}
          counts={counts}
          hidden={lists.hidden}
          filter={filter}
          setFilter={setFilter}
          showAll={() => setFilter(SHOW_ALL)}
          toggleLayer={toggleLayer}
          selectedId={openedId}
          select={toggle}
          hubNowMs={atMs}
          lastReportAt={inDrill || past ? newestRecord(features) : (view.heartbeat?.lastReportAt ?? null)}
          starting={!confirmed}
          troubledFeeds={inDrill ? 0 : troubled}
          openFeeds={() => setDialog('feeds')}
          filterRef={filterRef}
          first={<ListTop past={past} live={view.picture.features} news={news} open={openLive} nowMs={hubNowMs} />}
        >
          <ThingsPart
            lists={lists.things}
            calm={calm}
            counts={lists.counts}
            shownLayers={filter.layers}
            toggleLayer={toggleLayer}
            selectedId={openedId}
            select={toggle}
            now={listNow(atMs)}
          />
        </HazardPanel>
        <div className="stage">
          <ViewSwitch
            {...{ view: view2d, setView, togglePanel, permissions }}
            panel={opened?.kind ?? null}
            past={past !== null}
            togglePast={showPast}
            sheet={{ keys, mapRef, status, inDrill, past, atMs, hubNowMs, confirmedHubMs, shownGroups, shown }}
          />
          <MapSearch
            {...{ api, exercise: inDrill, groups, features: known, filter, setFilter, open, look, mapRef, mapReady }}
            {...{ keys, showMap: () => setView('map') }}
          />
          <MapStage
            past={past}
            live={view.picture.features}
            filter={filter}
            hubNowMs={hubNowMs}
            map={{
              ...{ status, api, theme: display.theme, shown, selected, summary, mapRef },
              hubNowMs: atMs,
              position: past === null ? (view.picture.cursor ?? '') : `past:${atMs}`,
              stale: past === null ? staleSince(live, confirmedHubMs, words) : null,
              drill: inDrill,
              siteLayers,
              onReady: setMapReady,
              onPick: (pick) => {
                look(pick.featureIds.filter((id) => !shown.has(id)));
                setOpened({ kind: 'place', pick });
              },
            }}
          />
          <Legend
            open={legendOpen && !(isNarrow && (opened !== null || past?.compared))}
            setOpen={setLegendOpen}
            {...{ layers: lists.shownLayers, themes: lists.shownThemes }}
            needs={filter.layers.has('need') && counts.need > 0}
          >
            <LegendLayers
              {...{ api, mapRef, mapReady, setOpened, shown, exercise: inDrill, features: view.picture.features }}
              me={past === null ? me.me : null}
            />
          </Legend>
          {view2d === 'table' && (
            <TableDoor
              {...{ api, status, groups: shownGroups, shown: lists.listed, filter, calm, feeds, needs: needs.needs }}
              {...{ hubNowMs: atMs, drill: inDrill, past: past !== null, open, setOpened }}
              dataMs={past === null ? (confirmedHubMs ?? hubNowMs) : atMs}
            />
          )}
          <StagePanels
            {...{ opened, group, groups, shownGroups, features, needs, withSites, setOpened, back, open, look, api }}
            {...{ mayReport: mayReport && past === null, permissions: past === null ? permissions : null }}
            mayDecide={past === null && permissions.includes('decisions:write')}
            showOnMap={view2d === 'table' ? () => setView('map') : null}
            exercise={inDrill}
            cursor={view.picture.cursor ?? ''}
            {...{ hubNowMs: atMs, mapRef, close, me: me.me }}
          />
          <PresenceDoor
            {...{ access, picture, mapRef, mapReady, togglePanel, hubNowMs, me: me.me, live: view.picture.features }}
            {...{ inDrill, showPast, opened: opened?.kind === 'presence' }}
          />
        </div>
        <PastFoot past={past} hubNowMs={hubNowMs} />
      </main>
      <Toasts all={news.all} open={openLive} />
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
