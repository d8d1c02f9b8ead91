import { sha256Hex } from '@hinomi/contracts';
import type { Geometry } from '@hinomi/contracts';
import type { EditionShapes } from './boundaries.js';
import { isDerived } from './boundaries.js';

/**
 * The edition in force after an import: code by code the imported shape, else the one imported before, else the
 * approximate one. It gets a name of its own from its content.
 */
export function mergeEditions(
  approximate: EditionShapes,
  before: EditionShapes | null,
  imported: EditionShapes,
): EditionShapes {
  const shapes = new Map<string, Geometry | null>(approximate.shapes);
  const derived = new Set(approximate.shapes.keys());
  let keepsBefore = false;
  for (const edition of [before, imported]) {
    for (const [code, shape] of edition?.shapes ?? []) {
      if (edition === null || (shape === null && shapes.has(code)) || isDerived(edition, code)) continue;
      shapes.set(code, shape);
      derived.delete(code);
      keepsBefore ||= edition === before && !imported.shapes.get(code);
    }
  }
  const sorted = new Map([...shapes].sort(([a], [b]) => (a < b ? -1 : 1)));
  const derivedCodes = new Set([...derived].sort());
  const digest = sha256Hex(JSON.stringify([[...sorted], [...derivedCodes]])).slice(0, 16);
  const credits = [imported.attribution, keepsBefore ? before?.attribution : undefined];
  return {
    set: imported.set,
    edition: `${imported.set}@imported-${digest.slice(0, 8)}`,
    digest,
    approximate: false,
    attribution: [...new Set(credits.flatMap((credit) => credit?.split(' / ') ?? []))].join(' / '),
    shapes: sorted,
    derivedCodes,
  };
}
