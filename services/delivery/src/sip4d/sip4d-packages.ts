import { setImmediate as nextTurn } from 'node:timers/promises';
import { Policies, type Principal } from '@hinomi/access';
import {
  contentDigest,
  HubError,
  sha256Hex,
  type FeatureV1,
  type Instant,
  type Realm,
  type RunId,
} from '@hinomi/contracts';
import { kindOfGeometry, sip4dPlace, type Sip4dSnapshot } from '@hinomi/formats';
import { BOUNDARIES, type Boundaries } from '@hinomi/geo';
import type { PictureEntry } from '@hinomi/interest';
import { keepNewest } from '@hinomi/service-kit';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DELIVERY_SETTINGS, type DeliverySettings } from '../delivery-settings.js';
import { DeliveredPictures } from '../picture/delivered-pictures.js';
import { publisherOf } from '../publisher.js';
import { deriveTables, geometriesOf, newestRun, themeOf } from './derive-tables.js';
import { PackageNumbers, type PackageNumber } from './package-numbers.js';
import type { TableName } from './read-package-query.js';
import { RowDigests } from './row-digests.js';
import { writePackage } from './write-aside.js';
import { WritingRoom } from './writing-room.js';
import { zipFiles } from './zip-files.js';

/** Packages kept for whoever asks for the same again; one of a prefecture's shelters has some hundred kilobytes. */
const MOST_KEPT = 30;
/** Others wait for this process too. */
const LONGEST_TURN_MS = 20;
/** What is written while number and time are not known. */
const BLANK = { report: 0, updated: '1970-01-01T00:00:00.000Z' as Instant };
/** Each source has terms of its own, which stand in the credits; this hub grants nothing in their name. */
const TERMS = { licence: 'other-closed', remark: '利用条件は、クレジットに示す各出典の定めによります。' } as const;

/** One line of the list of packages. */
export interface ListedPackage {
  layer: string;
  theme: string | null;
  geometry: string;
  rows: number;
  ttid: string;
  code: string;
  /** How its file's name begins; the time and the number of the report follow. */
  name: string;
  href: string;
}

export interface PackageList {
  /** The run that they are of; null = what is real. */
  exercise: RunId | null;
  packages: ListedPackage[];
  /** How many features stand in no package, since nobody knows where they are. */
  unplaced: number;
}

export interface BuiltPackage {
  name: string;
  bytes: Buffer;
  tag: string;
}

/** What a principal sees as packages of SIP4D-ZIP. */
@Injectable()
export class Sip4dPackages implements OnModuleDestroy {
  private readonly numbers: PackageNumbers;
  private readonly kept = new Map<string, { fingerprint: string; made: Promise<BuiltPackage> }>();
  private readonly digests = new RowDigests();
  private readonly room = new WritingRoom();

  constructor(
    @Inject(DeliveredPictures) private readonly pictures: DeliveredPictures,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(BOUNDARIES) private readonly boundaries: Boundaries,
    @Inject(DELIVERY_SETTINGS) private readonly settings: DeliverySettings,
  ) {
    this.numbers = new PackageNumbers(settings.store);
  }

  async onModuleDestroy(): Promise<void> {
    await this.room.close();
  }

  list(realm: Realm, principal: Principal): PackageList {
    const seen = this.seenBy(realm, principal).map(({ feature }) => feature);
    const exercise = newestRun(seen);
    const features = seen.filter((feature) => feature.exercise === exercise);
    const tables = deriveTables(features, this.shapeOf);
    const packages = tables.flatMap((table) =>
      geometriesOf(table).map((geometry): ListedPackage => {
        const { layer, theme, rows } = table;
        const blank = this.snapshotOf({ layer, theme, geometry }, exercise, BLANK);
        const { ttid, code, name } = writePackage([], geometry, blank);
        const query = new URLSearchParams({
          ...(theme !== null && { theme }),
          geometry,
          ...(realm === 'drill' && { exercise: 'true' }),
        });
        const href = `${this.settings.baseUrl()}/api/v1/sip4d-zip/${layer}?${query}`;
        return { layer, theme, geometry, rows: rows[geometry], ttid, code, name: withoutNumber(name), href };
      }),
    );
    return { exercise, packages, unplaced: tables.reduce((sum, { unplaced }) => sum + unplaced, 0) };
  }

  /** Errors: `drill.not-running` for a drill's package while there is none. */
  build(realm: Realm, table: TableName, principal: Principal): Promise<BuiltPackage> {
    const seen = this.seenBy(realm, principal);
    const exercise = newestRun(seen.map(({ feature }) => feature));
    if (realm === 'drill' && exercise === null) {
      throw new HubError('drill.not-running', 'Nothing of a drill is in the picture now.');
    }
    const entries = seen.filter(
      ({ feature }) =>
        feature.exercise === exercise &&
        feature.layer === table.layer &&
        (table.theme === null || themeOf(feature) === table.theme),
    );
    const audience = principal.attributesHash;
    const key = JSON.stringify([realm, exercise, table, audience]);
    const fingerprint = sha256Hex(entries.map(({ offset }) => offset).join());
    const there = this.kept.get(key);
    if (there?.fingerprint === fingerprint) return there.made;
    const made = this.make(entries, table, exercise, audience);
    keepNewest(this.kept, key, { fingerprint, made }, MOST_KEPT);
    made.catch(() => this.kept.delete(key));
    return made;
  }

  private async make(
    entries: readonly PictureEntry[],
    table: TableName,
    exercise: RunId | null,
    audience: string,
  ): Promise<BuiltPackage> {
    const { geometry } = table;
    const rows: { feature: FeatureV1; digest: string }[] = [];
    let turnEndsAt = performance.now() + LONGEST_TURN_MS;
    for (const entry of entries) {
      const place = sip4dPlace(entry.feature, this.shapeOf);
      if (place !== null && kindOfGeometry(place) === geometry) {
        rows.push({ feature: { ...entry.feature, geometry: place }, digest: this.digests.of(entry) });
      }
      if (performance.now() < turnEndsAt) continue;
      await nextTurn();
      turnEndsAt = performance.now() + LONGEST_TURN_MS;
    }
    // In the order of their ids: in which order they came is no content.
    rows.sort((a, b) => (a.feature.id < b.feature.id ? -1 : 1));
    const blank = this.snapshotOf(table, exercise, BLANK);
    const { ttid } = writePackage([], geometry, blank);
    const digest = sha256Hex(JSON.stringify([blank, rows.map((row) => row.digest)]));
    const number = await this.numbers.numberOf(ttid, audience, digest, this.settings.now());
    const features = rows.map(({ feature }) => feature);
    const { name, files } = await this.room.write(features, geometry, this.snapshotOf(table, exercise, number));
    const bytes = await zipFiles(files, new Date(number.updated));
    return { name, bytes, tag: `"${contentDigest([ttid, audience, number])}"` };
  }

  private snapshotOf(
    { layer, theme }: TableName,
    exercise: RunId | null,
    { report, updated }: PackageNumber,
  ): Omit<Sip4dSnapshot, 'shapeOf'> {
    const { organisation: name, contact: mail } = publisherOf(this.settings);
    const own = { layer, theme, exercise, report, updated, author: { name, mail }, disaster: null };
    // The labels of what is in it decide whether it is for everybody.
    return { ...own, ...TERMS, audience: 'public' };
  }

  private seenBy(realm: Realm, principal: Principal): PictureEntry[] {
    const { memory } = this.pictures.caughtUp(realm);
    return [...memory.seenBy(({ feature }) => this.policies.maySee(principal, feature.label))];
  }

  private readonly shapeOf = (edition: string, code: string) => this.boundaries.shape(edition, code);
}

/** `shelter_point_01-001-01_20260901120210_3.zip` → `shelter_point_01-001-01`. */
function withoutNumber(name: string): string {
  return name.replace(/_\d+_\d+\.zip$/, '');
}
