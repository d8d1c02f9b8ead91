import { decideAutomaticDrill, type AutomaticDrill, type HubSituation } from './decide-automatic-drill.js';

/** Time for the first page to open before anything happens. */
const EARLIEST_MS = 5_000;
/** A feed that has not answered by then is not there; the first hazard must show within a minute of the start. */
const LATEST_MS = 10_000;
const LOOK_EVERY_MS = 250;

export interface AutomaticDrillParts {
  /** Feeds are being asked; without any there is nothing to wait for. */
  feedsAsked: boolean;
  situation: () => Promise<HubSituation>;
  start: () => Promise<void>;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Waits until it is clear whether any feed answers, decides, and starts the drill or leaves the hub alone. */
export async function startAutomaticDrill(
  parts: AutomaticDrillParts,
  signal: AbortSignal,
): Promise<AutomaticDrill | null> {
  await parts.wait(EARLIEST_MS, signal);
  if (parts.feedsAsked) {
    for (let waited = EARLIEST_MS; waited < LATEST_MS; waited += LOOK_EVERY_MS) {
      const decision = decideAutomaticDrill(await parts.situation());
      if (signal.aborted || decision.outcome === 'none') break;
      await parts.wait(LOOK_EVERY_MS, signal);
    }
  }
  if (signal.aborted) return null;
  const decision = decideAutomaticDrill(await parts.situation());
  if (decision.outcome === 'start') await parts.start();
  return decision;
}
