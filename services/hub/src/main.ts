import { HubError } from '@hinomi/contracts';
import { ConfigError, endOnBugs, flushLog, startLogging, startTracing, stopGracefully } from '@hinomi/service-kit';
import { misspeltHubSettings, readHubConfig } from './config.js';
import { startHub } from './hub.js';

/** Starts what this process hosts and stops it cleanly on Ctrl-C or SIGTERM. */
export async function main(): Promise<void> {
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  try {
    const config = readHubConfig();
    for (const sentence of misspeltHubSettings()) process.stderr.write(`${sentence}\n`);
    const { log, traces } = config.observability;
    startLogging(log);
    endOnBugs();
    const tracing = traces === null ? null : await startTracing(traces);
    const hub = await startHub(config, say);
    const traceSteps = tracing === null ? [] : [{ name: 'the sending of traces', run: () => tracing.stop() }];
    stopGracefully({ steps: [...hub.stopSteps, ...traceSteps], say });
    if (hub.setupAddress !== null) {
      say(`\nNobody can sign in yet. Make the first administrator / 最初の管理者を作る:\n${hub.setupAddress}`);
    }
    say(`\n火の見 Hinomi is running: ${hub.url}  (Ctrl-C stops it)`);
  } catch (error) {
    process.stderr.write(`${sentence(error)}\n`);
    flushLog();
    process.exit(1);
  }
}

/** What a person can mend is one sentence; a bug keeps its stack. */
function sentence(error: unknown): string {
  if (error instanceof HubError || error instanceof ConfigError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
