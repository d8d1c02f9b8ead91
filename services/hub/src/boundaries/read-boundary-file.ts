import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { HubError } from '@hinomi/contracts';
import { importBoundaries, joinImports, readShapefile } from '@hinomi/geo';
import type { BoundaryImport } from '@hinomi/geo';
import { withZip, type ZipEntry } from '@hinomi/service-kit';

/** Near the longest text this runtime can hold. */
const MOST_BYTES = 500 * 1024 * 1024;

/**
 * Reads and recognises a boundary file, also within a ZIP archive as publishers hand it out, or a shapefile; every refusal is
 * a sentence with its remedy. `gridDegrees` rounds coordinates of very detailed files.
 */
export async function readBoundaryFile(file: string, gridDegrees?: number): Promise<BoundaryImport> {
  const name = path.basename(file);
  const found = await stat(file).catch((cause: unknown) => {
    throw new HubError('not-found', `There is no readable file ${file}.`, { cause });
  });
  if (found.isDirectory()) throw new HubError('request.invalid', `${file} is a folder: name the file in it.`);
  if (await isZip(file)) return withZip(file, (entries) => readEntries(name, entries, gridDegrees));
  if (/\.shp$/i.test(name)) {
    const beside = async (extension: string): Promise<Buffer | undefined> =>
      readFile(file.replace(/\.shp$/i, extension)).catch(() => undefined);
    const [dbf, cpg] = [(await beside('.dbf')) ?? (await beside('.DBF')), await beside('.cpg')];
    if (!dbf) throw new HubError('report.unreadable', `${name} needs its table: put the .dbf file beside it.`);
    return readShapes(name, await readFile(file), dbf, cpg, gridDegrees);
  }
  if (found.size > MOST_BYTES)
    throw new HubError(
      'report.too-large',
      `${name} has ${Math.round(found.size / 1024 ** 2)} MB, more than ${MOST_BYTES / 1024 ** 2}: import it prefecture by prefecture, or simplify it first, for example with mapshaper (-simplify 10% keep-shapes -o format=topojson).`,
    );
  return readText(name, await readFile(file, 'utf8'), gridDegrees);
}

async function isZip(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.toString('latin1') === 'PK';
  } finally {
    await handle.close();
  }
}

async function readEntries(name: string, entries: ZipEntry[], gridDegrees?: number): Promise<BoundaryImport> {
  const texts = entries.filter((entry) => /\.(geojson|topojson|json)$/i.test(entry.name));
  const imports: BoundaryImport[] = [];
  for (const entry of texts)
    imports.push(readText(`${name}/${entry.name}`, (await entry.read()).toString('utf8'), gridDegrees));
  // Publishers pack the same areas in several formats.
  const shapes = texts.length > 0 ? [] : entries.filter((entry) => /\.shp$/i.test(entry.name));
  for (const entry of shapes) {
    const beside = (extension: string): ZipEntry | undefined =>
      entries.find((one) => one.name.toLowerCase() === entry.name.toLowerCase().replace(/\.shp$/, extension));
    const dbf = beside('.dbf');
    if (!dbf) throw new HubError('report.unreadable', `${name}/${entry.name} has no table (.dbf) beside it.`);
    imports.push(
      readShapes(
        `${name}/${entry.name}`,
        await entry.read(),
        await dbf.read(),
        await beside('.cpg')?.read(),
        gridDegrees,
      ),
    );
  }
  if (imports.length === 0)
    throw new HubError('report.invalid', `${name} holds no GeoJSON, TopoJSON or shapefile of boundaries.`);
  return joinImports(imports);
}

function readShapes(
  name: string,
  shp: Buffer,
  dbf: Buffer,
  cpg: Buffer | undefined,
  gridDegrees: number | undefined,
): BoundaryImport {
  const features = readShapefile(shp, dbf, cpg?.toString('latin1'));
  return importBoundaries(name, { type: 'FeatureCollection', features }, gridDegrees);
}

function readText(name: string, text: string, gridDegrees?: number): BoundaryImport {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const remedy = 'expected TopoJSON or GeoJSON, a shapefile, or a ZIP archive with one of them';
    throw new HubError('report.unreadable', `${name} is not JSON: ${remedy}.`, { cause });
  }
  return importBoundaries(name, json, gridDegrees);
}
