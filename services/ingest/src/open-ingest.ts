import { HubError, instantFromMillis, REALMS, topicIn, traceIdOf, type Instant, type Realm } from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import type { QueueState, Secrets } from '@hinomi/service-kit';
import { ReadingRoom } from './aside/reading-room.js';
import { startAutomaticDrill } from './drill/automatic-drill.js';
import { DrillPlayer } from './drill/drill-player.js';
import { loadScenarios } from './drill/load-scenarios.js';
import { HubLinks } from './hubs/hub-links.js';
import { leaveOwn } from './hubs/leave-own.js';
import { MqttListeners } from './mqtt/mqtt-listeners.js';
import { describeEntry } from './normalise/normalise-sensors.js';
import { pause } from './pause.js';
import { Poller, type Reachability } from './poll/poller.js';
import { QuarantineShelf } from './quarantine/quarantine-shelf.js';
import { Intake } from './receive/intake.js';
import type { IngestEvent } from './receive/ingest-events.js';
import { KnownSources } from './receive/known-sources.js';
import { LastReport, neverHeldReal } from './receive/last-report.js';
import { ListedEvents } from './receive/listed-events.js';
import { QuarantinedError } from './receive/quarantined-error.js';
import { ReportDoor, type NormaliseReport } from './receive/receive-report.js';
import type { ObserveReport } from './receive/report-outcomes.js';
import { entryKey, lastEntryOf, readSeenEntries, sourceOfKey } from './receive/seen-entries.js';
import { SeenEvents } from './receive/seen-events.js';
import { finishRaw } from './recover/finish-raw.js';
import { RawProgress } from './recover/raw-progress.js';
import { FeedHealth } from './sources/feed-health.js';
import { feedIdentities } from './sources/feed-identities.js';
import { SourceFolder } from './sources/source-folder.js';
import {
  linkedSources,
  polledSources,
  reportSourceOf,
  streamedSources,
  subscribedSources,
  type PolledSource,
  type Source,
  type StreamedSource,
} from './sources/source.js';
import { Streams } from './stream/streams.js';

export interface IngestOptions {
  sourcesDir: string;
  /** What the entries refer to by `{ env: ... }`. */
  secrets?: Secrets;
  drillsDir: string;
  polling: 'on' | 'off';
  /** `HINOMI_DRILL` is not `off`. */
  automaticDrill: boolean;
  /** The hub listens on loopback only. */
  loopback: boolean;
  /** The demonstration accounts are on. */
  demonstration: boolean;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Names the hub to the feeds it asks. */
  version: string;
  /** Whose hub this is, as another one to which it subscribes sees it. */
  organisation?: string;
  /** The drill that a fresh hub plays. */
  firstDrill?: string;
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  say: { info: (text: string) => void; warn: (text: string) => void };
  /** Hears how each report went, for the metrics. */
  observe?: ObserveReport;
}

/** All of ingest, ready for bytes: what an earlier run left behind is finished. */
export interface Ingest {
  door: ReportDoor;
  shelf: QuarantineShelf;
  health: FeedHealth;
  sources: KnownSources;
  player: DrillPlayer;
  lastReport: LastReport;
  now: () => Instant;
  reachability(): Reachability;
  /** How what waits here stands. */
  queues(): QueueState[];
  /** Looks whether the entries of sources changed; goes on by itself every second. */
  lookAtSources(): Promise<void>;
  /** Begins to ask the feeds, and the automatic drill if this hub is to have one. */
  start(): void;
  stop(): Promise<void>;
}

const FIRST_DRILL = 'noto-2024';
/** How soon a silent source is noticed in the log; pages and metrics see it by themselves. */
const WATCH_EVERY_MS = 15_000;

/** Opens ingest on a log; resolves when every report of an earlier run is where it belongs. */
export async function openIngest(log: EventLog, options: IngestOptions): Promise<Ingest> {
  const { say, polling } = options;
  const now = (): Instant => instantFromMillis(options.now());
  const wait = options.wait ?? pause;
  const folder = await SourceFolder.open(options.sourcesDir, options.secrets ?? {});
  const { scenarios, problems } = await loadScenarios(options.drillsDir);
  for (const problem of problems) say.warn(problem);

  const health = new FeedHealth(feedIdentities(folder.sources, polling), now);
  const sources = new KnownSources(folder.sources, health);
  const [seen, shelf, lastReport] = [new SeenEvents(), new QuarantineShelf(log), new LastReport()];
  const listed = new ListedEvents();
  await Promise.all([seen.preload(log), shelf.open(), lastReport.preload(log), listed.preload(log)]);
  const observe = options.observe === undefined ? {} : { observe: options.observe };
  const room = new ReadingRoom();
  const normalise: NormaliseReport = async (format, bytes, context) =>
    leaveOwn(listed.complete(await room.read(format, bytes, context), context), log.hubId);
  const intake = new Intake(room);
  const enter = intake.enter.bind(intake);
  const door = new ReportDoor({ log, normalise, enter, seen, shelf, health, lastReport, now, ...observe });
  const progress = await finishEarlierRun(log, door, sources, say);
  await door.state(describedInEntries(folder.sources, now()));

  const player = new DrillPlayer({
    log,
    door,
    scenarios,
    now,
    wait,
    onStepFailed: (run, label, error) =>
      say.warn(`${run}, ${label}: ${error instanceof Error ? error.message : String(error)}`),
  });
  await player.endLeftovers();

  const seenEntries = await readSeenEntries(log);
  const receiving = {
    version: options.version,
    receive: (source: PolledSource | StreamedSource, bytes: Uint8Array, { entryId }: { entryId: string | null }) =>
      receivePolled(door, source, bytes, entryId),
    seen: (source: PolledSource | StreamedSource, entryId: string) => seenEntries.has(entryKey(source.id, entryId)),
    health,
    now,
  };
  const poller = new Poller({ sources: polledSources(folder.sources, polling), ...receiving });
  const heard = new Set([...seenEntries].map(sourceOfKey));
  const streams = new Streams({
    sources: streamedSources(folder.sources, polling),
    ...receiving,
    heardBefore: ({ id }) => heard.has(id),
  });
  const reachability = (): Reachability => {
    const [asked, heard] = [poller.reachability(), streams.reachability()];
    return {
      polled: asked.polled + heard.polled,
      tried: asked.tried + heard.tried,
      reached: asked.reached + heard.reached,
    };
  };

  const listeners = new MqttListeners({ door, health, now });
  const links = new HubLinks({
    ...{ door, health, now, hubId: log.hubId, userAgent: `Hinomi/${options.version}` },
    organisation: options.organisation ?? 'Hinomi',
    cursorOf: (id) => lastEntryOf(seenEntries, id),
  });

  const stopping = new AbortController();
  let automatic: Promise<void> = Promise.resolve();
  let watching: NodeJS.Timeout | undefined;
  return {
    door,
    shelf,
    health,
    sources,
    player,
    lastReport,
    now,
    reachability,
    queues: () => [...intake.states, ...listeners.states],
    lookAtSources: () => folder.look(),
    start: () => {
      poller.start();
      streams.start();
      // A first connection never waits for anything, so nothing is to be awaited.
      void listeners.change(subscribedSources(folder.sources, polling));
      void links.change(linkedSources(folder.sources, polling));
      folder.follow(async (inForce) => {
        health.configure(feedIdentities(inForce.sources, polling, inForce.unread));
        sources.configure(inForce.sources);
        await door.state(describedInEntries(inForce.sources, now()));
        await Promise.all([
          poller.change(polledSources(inForce.sources, polling)),
          streams.change(streamedSources(inForce.sources, polling)),
          listeners.change(subscribedSources(inForce.sources, polling)),
          links.change(linkedSources(inForce.sources, polling)),
        ]);
      });
      watching = setInterval(() => health.watch(), WATCH_EVERY_MS);
      watching.unref();
      automatic = automaticDrill(log, options, player, reachability, wait, stopping.signal);
    },
    stop: async () => {
      stopping.abort();
      clearInterval(watching);
      await folder.stop();
      await Promise.all([
        room.close(),
        automatic,
        poller.stop(),
        streams.stop(),
        listeners.stop(),
        links.stop(),
        player.close(),
      ]);
      await Promise.all(REALMS.map((realm) => progress[realm].save()));
      await shelf.close();
    },
  };
}

/** Bytes that an earlier run stored and did not get through, then the door may count on a clean start. */
async function finishEarlierRun(
  log: EventLog,
  door: ReportDoor,
  sources: KnownSources,
  say: IngestOptions['say'],
): Promise<Record<Realm, RawProgress>> {
  const open = async (realm: Realm): Promise<RawProgress> => {
    const { end, finished, foreign } = await finishRaw(log, realm, async (raw) => {
      try {
        await door.finish(sources.byId(raw.source, raw.format), raw);
      } catch (error) {
        if (!(error instanceof QuarantinedError)) throw error;
      }
    });
    if (finished > 0) say.info(`${finished} reports of the ${realm} world were looked at again after the last stop`);
    if (foreign > 0) say.warn(`${foreign} records in raw of the ${realm} world are not ours and were left alone`);
    return new RawProgress(log, topicIn(realm, 'raw'), end, (cause) =>
      say.warn(`how far the reports of the ${realm} world are dealt with was not saved: ${String(cause)}`),
    );
  };
  const progress = { real: await open('real'), drill: await open('drill') };
  door.follow({ finished: (realm, records) => progress[realm].finished(records) });
  return progress;
}

/** Sensors that their source's entry lists are on the map before they speak. */
function describedInEntries(configured: readonly Source[], receivedAt: Instant): IngestEvent[] {
  return configured
    .filter(({ enabled }) => enabled)
    .flatMap((source) =>
      describeEntry({ source: reportSourceOf(source), exercise: null, trace: traceIdOf(source.id), receivedAt }),
    );
}

async function receivePolled(
  door: ReportDoor,
  source: PolledSource | StreamedSource,
  bytes: Uint8Array,
  entry: string | null,
): Promise<{ outcome: 'accepted' | 'duplicate' | 'quarantined' }> {
  try {
    const { accepted, duplicates } = await door.receive(reportSourceOf(source), source.format, bytes, { entry });
    return { outcome: accepted.length === 0 && duplicates > 0 ? 'duplicate' : 'accepted' };
  } catch (error) {
    if (error instanceof HubError && !error.retryable) return { outcome: 'quarantined' };
    throw error;
  }
}

async function automaticDrill(
  log: EventLog,
  options: IngestOptions,
  player: DrillPlayer,
  reachability: () => Reachability,
  wait: NonNullable<IngestOptions['wait']>,
  signal: AbortSignal,
): Promise<void> {
  const { automaticDrill: on, loopback, demonstration, say } = options;
  const situation = async () => ({
    mode: on ? ('auto' as const) : ('off' as const),
    neverHeldReal: await neverHeldReal(log),
    anyFeedReached: reachability().reached > 0,
    loopback,
    demonstration,
    drillRunning: player.running() !== null,
  });
  const start = async (): Promise<void> => {
    const { run } = await player.start(options.firstDrill ?? FIRST_DRILL);
    say.info(`No feed answers and this hub never held a real report: the drill ${run} has begun`);
  };
  try {
    await startAutomaticDrill({ feedsAsked: reachability().polled > 0, situation, start, wait }, signal);
  } catch (error) {
    // A drill that cannot start must not stop a hub that may still receive the real thing.
    say.warn(`The automatic drill did not start: ${error instanceof Error ? error.message : String(error)}`);
  }
}
