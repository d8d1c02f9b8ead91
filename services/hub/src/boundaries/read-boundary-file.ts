import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { HubError } from '@hinomi/contracts';
import { importBoundaries } from '@hinomi/geo';
import type { BoundaryImport } from '@hinomi/geo';

/** Near the longest text this runtime can hold. */
const MOST_BYTES = 500 * 1024 * 1024;

/** Reads and recognises a boundary file; every refusal is a sentence with its remedy. */
export async function readBoundaryFile(file: string): Promise<BoundaryImport> {
  const name = path.basename(file);
  const found = await stat(file).catch((cause: unknown) => {
    throw new HubError('not-found', `There is no readable file ${file}.`, { cause });
  });
  if (found.isDirectory()) throw new HubError('request.invalid', `${file} is a folder: name the file in it.`);
  if (found.size > MOST_BYTES)
    throw new HubError(
      'report.too-large',
      `${name} has ${Math.round(found.size / 1024 ** 2)} MB, more than ${MOST_BYTES / 1024 ** 2}: simplify it first, for example with mapshaper (-simplify 10% keep-shapes -o format=topojson).`,
    );
  const text = await readFile(file, 'utf8');
  return importBoundaries(name, parse(name, text));
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const remedy = text.startsWith('PK')
      ? 'it is a ZIP archive: unpack it and import the .geojson or .topojson in it'
      : 'expected TopoJSON or GeoJSON; convert shapefiles first, for example with mapshaper';
    throw new HubError('report.unreadable', `${name} is not JSON: ${remedy}.`, { cause });
  }
}
