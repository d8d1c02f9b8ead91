import { HubError } from '@hinomi/contracts';
import { META_FILE } from '@hinomi/formats';
import { withZip, type ZipEntry } from '@hinomi/service-kit';

/** The largest package seen unpacks to 4 MB; a nation's shelters in one table to about 100. */
const MOST_UNPACKED_BYTES = 160 * 1024 * 1024;
const MOST_FILES = 200;
const MOST_META_BYTES = 1024 * 1024;

/** A plain file name: no folder, no drive, nothing hidden. */
const PLAIN = /^[^/\\:\u0000-\u001f.][^/\\:\u0000-\u001f]{0,199}$/;

const named = (bytes: Uint8Array): { name: string; bytes: Uint8Array } => ({ name: 'The package', bytes });

/**
 * The files of a package, in memory. `report.unreadable` for what is no archive, is damaged, or unpacks to more than a package
 * can; `report.invalid` for names that are paths.
 */
export async function unpackPackage(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  return placed(() =>
    withZip(named(bytes), async (entries) => {
      check(entries);
      const files = new Map<string, Uint8Array>();
      for (const entry of entries) files.set(entry.name, await entry.read());
      return files;
    }),
  );
}

/** The metadata alone, to know to which world the bytes belong; null when they are no package. */
export async function unpackMeta(bytes: Uint8Array): Promise<Uint8Array | null> {
  try {
    return await withZip(named(bytes), async (entries) => {
      const meta = entries.find(({ name }) => name === META_FILE);
      return meta === undefined || meta.bytes > MOST_META_BYTES ? null : await meta.read();
    });
  } catch (error) {
    if (error instanceof HubError) return null;
    throw error;
  }
}

function check(entries: readonly ZipEntry[]): void {
  if (entries.length > MOST_FILES)
    throw unreadable(`it has ${entries.length} files, and at most ${MOST_FILES} are read`);
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > MOST_UNPACKED_BYTES)
    throw unreadable(`it unpacks to ${total} bytes, and at most ${MOST_UNPACKED_BYTES} are read`);
  const seen = new Set<string>();
  for (const { name } of entries) {
    const place = { path: name.slice(0, 200) };
    if (!PLAIN.test(name))
      throw new HubError('report.invalid', 'a package has plain files only, no folders and no paths', { place });
    if (seen.has(name)) throw new HubError('report.invalid', `there are two files called ${name}`, { place });
    seen.add(name);
  }
}

function unreadable(why: string): HubError {
  return new HubError('report.unreadable', `The package is not read: ${why}.`, { place: { path: '' } });
}

/** Whatever the archive has wrong concerns it as a whole. */
async function placed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HubError) || error.place !== undefined) throw error;
    throw new HubError(error.code, error.message, { place: { path: '' }, cause: error });
  }
}
