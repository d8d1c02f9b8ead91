import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AREA_SETS, HubError, sha256Hex } from '@hinomi/contracts';
import type { AreaSet, Geometry } from '@hinomi/contracts';
import {
  APPROXIMATE_NAME,
  BASEMAP_REVISION,
  approximateSteps,
  basemapSteps,
  boundsOf,
  isDerived,
  mergeEditions,
} from '@hinomi/geo';
import type { Boundaries, BoundaryImport, Bounds, Edition, EditionShapes } from '@hinomi/geo';
import { readEditions, readEditionsNow, writeEditions, writeWhole } from './boundary-files.js';
import { momentAfter, readInForce, writeInForce } from './in-force-file.js';
import type { BoundaryStep, InForce } from './in-force-file.js';
import { inSteps } from './in-steps.js';
import { takePrepared } from './prepared-boundaries.js';
import { readBoundaryFile } from './read-boundary-file.js';

export interface BoundaryStoreOptions {
  /** Where the editions and the basemap are kept. */
  dir: string;
  /** Hears in words what takes long. */
  progress?: (text: string) => void;
}

const IN_FORCE_FILE = 'in-force.json';
/** Only names this store writes can be files. */
const EDITION_NAME = /^[a-z-]+@[a-z]+-[0-9a-f]+$/;
type LandTopology = Parameters<typeof approximateSteps>[0];

/**
 * The boundary sets and the basemap on disk. The first opening takes the approximate sets of the build, or derives them, which
 * takes seconds; later ones read them.
 */
export async function openBoundaryStore({ dir, progress = () => {} }: BoundaryStoreOptions): Promise<BoundaryStore> {
  await mkdir(dir, { recursive: true });
  const store = new BoundaryStore(dir, progress);
  await store.open();
  return store;
}

export class BoundaryStore implements Boundaries {
  private approximate: EditionShapes[] = [];
  /** By name: those that were read or made. */
  private readonly known = new Map<string, EditionShapes>();
  private readonly force = new Map<AreaSet, EditionShapes>();
  private readonly boxes = new Map<string, Bounds | null>();
  private basemapDigest = '';

  constructor(
    private readonly dir: string,
    private readonly progress: (text: string) => void,
  ) {}

  async open(): Promise<void> {
    this.approximate = await this.openApproximate();
    for (const edition of this.approximate) this.takeInForce(edition);
    for (const { edition } of Object.values((await this.readStated()).sets)) await this.putInForce(edition);
    await this.makeBasemap();
  }

  /** What people put in force in this folder, read anew: another process may have. */
  readStated(): Promise<InForce> {
    return readInForce(this.statedFile);
  }

  get statedFile(): string {
    return this.file(IN_FORCE_FILE);
  }

  /** Takes an edition of the folder into force in this process; false, in words, when it cannot be read here. */
  async putInForce(name: string): Promise<boolean> {
    const edition = await this.load(name);
    if (edition) this.takeInForce(edition);
    else
      this.progress(
        `The imported boundaries ${name} cannot be read in ${this.dir}: import the file again. The approximate ones are used.`,
      );
    return edition !== null;
  }

  inForce(set: AreaSet): Edition {
    return withoutShapes(this.shapesInForce(set));
  }

  editions(): Edition[] {
    return AREA_SETS.map((set) => this.inForce(set));
  }

  has(edition: string, code: string): boolean {
    return this.edition(edition)?.shapes.has(code) ?? false;
  }

  shape(edition: string, code: string): Geometry | null {
    return this.edition(edition)?.shapes.get(code) ?? null;
  }

  bounds(edition: string, code: string): Bounds | null {
    const key = `${edition}/${code}`;
    const known = this.boxes.get(key);
    if (known !== undefined) return known;
    const shape = this.shape(edition, code);
    const box = shape && boundsOf(shape);
    if (shape) this.boxes.set(key, box);
    return box;
  }

  isApproximate(edition: string, code: string): boolean {
    const found = this.edition(edition);
    return found !== null && isDerived(found, code);
  }

  /** An edition by name, also one no longer in force; null when this hub never had it. */
  find(edition: string): Edition | null {
    const found = this.edition(edition);
    return found && withoutShapes(found);
  }

  /** The offline basemap of the editions in force; its name changes with its content. */
  basemapFile(): { path: string; folder: string; name: string; digest: string } {
    const name = basemapName(this.basemapDigest);
    return { path: this.file(name), folder: this.dir, name, digest: this.basemapDigest };
  }

  /** Brings the boundaries of a file into force, code by code, and makes the basemap anew. */
  async importFile(file: string): Promise<BoundaryImport & { inForce: Edition[] }> {
    return this.importRead(await readBoundaryFile(file), `import ${path.basename(file)}`);
  }

  /** {@link importFile} of what is read already; `what` tells people what was done. */
  async importRead(imported: BoundaryImport, what: string): Promise<BoundaryImport & { inForce: Edition[] }> {
    const merged: EditionShapes[] = [];
    for (const edition of imported.editions) {
      const approximate = this.approximate.find(({ set }) => set === edition.set);
      if (!approximate) continue;
      const before = this.shapesInForce(edition.set);
      merged.push(mergeEditions(approximate, before.approximate ? null : before, edition));
      await setImmediate();
    }
    for (const edition of merged) await writeEditions(this.editionFile(edition.edition), [edition]);
    return { ...imported, inForce: await this.change(merged, what) };
  }

  /** Takes back the last import; the sets it changed have the editions before. */
  async undo(): Promise<{ undone: BoundaryStep; inForce: Edition[] }> {
    const { steps } = await this.readStated();
    const undone = steps.at(-1);
    if (!undone) throw new HubError('request.invalid', 'There is no import to take back.');
    const before = await Promise.all(Object.values(undone.before).map((name) => this.demand(name)));
    return { undone, inForce: await this.change(before, null) };
  }

  /** Brings an edition that this folder still has into force again. */
  async use(name: string): Promise<Edition[]> {
    return this.change([await this.demand(name)], `use ${name}`);
  }

  /** Puts editions in force and says so to every process on this folder; without `what` it undoes the last step. */
  private async change(editions: readonly EditionShapes[], what: string | null): Promise<Edition[]> {
    const stated = await this.readStated();
    const before = Object.fromEntries(editions.map(({ set }) => [set, this.inForce(set).edition]));
    for (const edition of editions) this.takeInForce(edition);
    await this.makeBasemap();
    const at = momentAfter(stated, Date.now());
    const sets = { ...stated.sets };
    for (const { set, edition } of editions) sets[set] = { edition, at };
    const after = Object.fromEntries(editions.map(({ set, edition }) => [set, edition]));
    const steps = what === null ? stated.steps.slice(0, -1) : [...stated.steps, { at, what, before, after }];
    // Last, so that a start after a power cut finds either everything or nothing of the change.
    await writeInForce(this.statedFile, { sets, steps });
    return editions.map(withoutShapes);
  }

  private async demand(name: string): Promise<EditionShapes> {
    const edition = await this.load(name);
    if (edition) return edition;
    throw new HubError('edition.not-found', `The edition ${name} is not in ${this.dir}, or its file is damaged.`);
  }

  /** An edition from memory or its file; null when neither has it. */
  async load(name: string): Promise<EditionShapes | null> {
    if (this.known.has(name) || !EDITION_NAME.test(name)) return this.known.get(name) ?? null;
    const [edition] = (await this.readOrNull(this.editionFile(name))) ?? [];
    if (edition?.edition !== name) return null;
    this.known.set(name, edition);
    return edition;
  }

  /** The codes of an edition whose shapes are derived though it is not. */
  derivedCodes(name: string): string[] {
    return [...(this.edition(name)?.derivedCodes ?? [])];
  }

  private async openApproximate(): Promise<EditionShapes[]> {
    const file = this.editionFile(APPROXIMATE_NAME);
    if (!existsSync(file)) await takePrepared(file);
    const stored = await this.readOrNull(file);
    if (stored) return stored;
    this.progress('Making approximate boundaries (once, a few seconds) …');
    const editions = await inSteps(approximateSteps(await landTopology()));
    await writeEditions(file, editions);
    return editions;
  }

  /** Makes the basemap of the editions in force where it is missing; until then the one before is served. */
  async makeBasemap(): Promise<void> {
    const editions = AREA_SETS.map((set) => this.shapesInForce(set));
    const digest = sha256Hex(
      [BASEMAP_REVISION, ...editions.flatMap(({ edition, digest }) => [edition, digest])].join('\n'),
    ).slice(0, 16);
    const file = this.file(basemapName(digest));
    if (!existsSync(file) && !(await takePrepared(file))) await this.drawBasemap(editions, file);
    this.basemapDigest = digest;
  }

  private async drawBasemap(editions: EditionShapes[], file: string): Promise<void> {
    let told = -1;
    const tell = ({ done, total }: { done: number; total: number }): void => {
      const quarter = Math.floor((4 * done) / total);
      if (quarter > told) this.progress(`Making the offline map: ${25 * quarter} %`);
      told = Math.max(told, quarter);
    };
    const bytes = await inSteps(basemapSteps({ editions, landTopology: await landTopology() }), tell);
    await writeWhole(file, bytes);
  }

  private edition(name: string): EditionShapes | null {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    // The name comes from a request.
    const found = EDITION_NAME.test(name) ? this.readNowOrNull(name) : null;
    if (found) this.known.set(name, found);
    return found;
  }

  private shapesInForce(set: AreaSet): EditionShapes {
    const found = this.force.get(set);
    if (!found) throw new Error(`No edition of ${set} is in force: the store is not open.`);
    return found;
  }

  private takeInForce(edition: EditionShapes): void {
    this.known.set(edition.edition, edition);
    this.force.set(edition.set, edition);
  }

  /** A damaged file counts as absent, in words. */
  private async readOrNull(file: string): Promise<EditionShapes[] | null> {
    try {
      return await readEditions(file);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.progress(`${file} is damaged (${reason}) and is not used.`);
      return null;
    }
  }

  private readNowOrNull(name: string): EditionShapes | null {
    try {
      return readEditionsNow(this.editionFile(name))?.[0] ?? null;
    } catch (error) {
      this.progress(`The edition ${name} is damaged (${String(error)}) and is not served.`);
      return null;
    }
  }

  private editionFile(edition: string): string {
    return this.file(`${edition}.json.gz`);
  }

  private file(name: string): string {
    return path.join(this.dir, name);
  }
}

function basemapName(digest: string): string {
  return `basemap-${digest}.pmtiles`;
}

function withoutShapes({ set, edition, digest, approximate, attribution }: EditionShapes): Edition {
  return { set, edition, digest, approximate, attribution };
}

async function landTopology(): Promise<LandTopology> {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
  return JSON.parse(await readFile(file, 'utf8')) as LandTopology;
}
