import { HubError } from '@hinomi/contracts';
import { ConfigError } from '@hinomi/service-kit';
import { readHubConfig } from './config.js';
import { startHub } from './hub.js';

/** Starts the hub in this process and stops it cleanly on Ctrl-C or SIGTERM. */
export async function main(): Promise<void> {
  try {
    const hub = await startHub(readHubConfig(), (text) => process.stdout.write(`${text}\n`));
    const stop = (): void => {
      process.stdout.write('Stopping …\n');
      hub.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
          process.exit(1);
        },
      );
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    process.stdout.write(`\n火の見 Hinomi is running: ${hub.url}  (Ctrl-C stops it)\n`);
  } catch (error) {
    process.stderr.write(`${sentence(error)}\n`);
    process.exit(1);
  }
}

/** What a person can mend is one sentence; a bug keeps its stack. */
function sentence(error: unknown): string {
  if (error instanceof HubError || error instanceof ConfigError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
