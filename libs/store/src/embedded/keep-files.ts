import { Readable, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';

/** Copies the files of a tar archive whose names match, and drops the rest. Rejects for an archive that is cut off. */
export async function keepFiles(from: Readable, to: Writable, wanted: RegExp): Promise<void> {
  const entries = extract();
  const kept = pack();
  const sort = async (): Promise<void> => {
    for await (const entry of entries) {
      // The whole file at once: the largest is PostGIS itself, 10 MB.
      const bytes = await buffer(entry as AsyncIterable<Buffer>);
      const { name, mode, mtime, type } = entry.header;
      if (wanted.test(name.replace(/^\.\//, ''))) kept.entry({ name, mode, mtime, type }, bytes);
    }
    kept.finalize();
  };
  const sorted = sort().catch((error: Error) => {
    // What is written waits for an end otherwise.
    kept.destroy(error);
    throw error;
  });
  await Promise.all([pipeline(from, entries), sorted, pipeline(Readable.from(kept), to)]);
}
