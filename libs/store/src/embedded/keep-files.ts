import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';

/** Copies the files of a tar archive whose names match, and drops the rest. */
export async function keepFiles(from: Readable, to: Writable, wanted: RegExp): Promise<void> {
  const kept = pack();
  const written = pipeline(Readable.from(kept), to);
  const entries = extract();
  const read = pipeline(from, entries);
  for await (const entry of entries) {
    // The whole file at once: the largest is PostGIS itself, 10 MB.
    const parts: Buffer[] = [];
    for await (const part of entry) parts.push(part as Buffer);
    const { name, mode, mtime, type } = entry.header;
    if (wanted.test(name.replace(/^\.\//, ''))) kept.entry({ name, mode, mtime, type }, Buffer.concat(parts));
  }
  kept.finalize();
  await Promise.all([read, written]);
}
