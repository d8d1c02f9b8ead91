import { HubError } from '@hinomi/contracts';
import { ConfigError } from '@hinomi/service-kit';

/** Runs a command: what a person can mend is a sentence, a bug keeps its stack; either ends with 1. */
export async function endInWords(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isKnown = error instanceof HubError || error instanceof ConfigError;
    const words = isKnown ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${words}\n`);
    process.exitCode = 1;
  }
}
