import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** Files as a ZIP archive without folders; the same files at the same moment are the same bytes. */
export async function zipFiles(files: ReadonlyMap<string, Uint8Array>, mtime: Date): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of files) zip.addBuffer(Buffer.from(bytes), name, { mtime, mode: 0o100644 });
  zip.end();
  return buffer(zip.outputStream);
}
