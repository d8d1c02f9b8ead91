import type { FeatureV1, Instant, InterestV1, LogRecord, Realm } from '@hinomi/contracts';
import { instantFromMillis } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import type { EntityManager } from 'typeorm';
import { deriveVersions, START, type HistoryPosition, type HistoryStep } from './derive-versions.js';
import { HistoryPositionRow } from './history-position.entity.js';
import type { Moments } from './read-moments.js';

export interface StoredVersion {
  feature: FeatureV1;
  knownFrom: Instant;
  knownTo: Instant | null;
  removed: boolean;
}

const VERSION_COLUMNS = `feature, known_from as "knownFrom", known_to as "knownTo", removed`;

/** The rows of one log's history. */
export class HistoryRepository {
  constructor(
    private readonly store: Store,
    private readonly logId: string,
  ) {}

  async position(realm: Realm): Promise<HistoryPosition> {
    const row = await this.store.projected((rows) => rows.findOneBy(HistoryPositionRow, { logId: this.logId, realm }));
    return row === null ? START : positionOf(row);
  }

  /** Takes in records that follow each other; what is in already is passed over, whoever put it there. */
  project(realm: Realm, records: readonly LogRecord[]): Promise<HistoryStep> {
    return this.store.projected(async (rows) => {
      const step = deriveVersions(await this.lockPosition(rows, realm), records);
      await this.endVersions(rows, realm, step);
      await this.addVersions(rows, realm, step);
      await this.savePosition(rows, realm, step.position);
      return step;
    });
  }

  /** Goes on after a record whose version cannot be kept; the version before it still ends there. */
  async passOver(realm: Realm, record: LogRecord): Promise<void> {
    await this.store.projected(async (rows) => {
      const step = deriveVersions(await this.lockPosition(rows, realm), [record]);
      await this.endVersions(rows, realm, step);
      await this.savePosition(rows, realm, step.position);
    });
  }

  /** Every version of a feature, oldest first. */
  async versionsOf(realm: Realm, featureId: string): Promise<StoredVersion[]> {
    const rows: unknown = await this.ask(
      `select ${VERSION_COLUMNS} from history_versions
       where log_id = $1 and realm = $2 and feature_id = $3 order by log_offset`,
      [this.logId, realm, featureId],
    );
    return (rows as VersionRow[]).map(versionOf);
  }

  /** The features of the picture as it was at these moments, in the order of their last change. */
  async pictureAt(realm: Realm, { at, knownAt }: Moments, { layers, minSeverity }: InterestV1): Promise<FeatureV1[]> {
    const chosen = at === null ? PUBLISHED_THEN : IN_FORCE_THEN;
    const rows: unknown = await this.ask(
      `select feature from (${chosen}) as picture
       where ($4::text[] is null or layer = any($4)) and severity >= $5 order by log_offset`,
      [this.logId, realm, knownAt, layers ?? null, minSeverity ?? 0, ...(at === null ? [] : [at])],
    );
    return (rows as { feature: FeatureV1 }[]).map(({ feature }) => feature);
  }

  /** A database that is away is told as `store.unavailable`. */
  private ask(query: string, parameters: unknown[]): Promise<unknown> {
    return this.store.projected((rows) => rows.query(query, parameters));
  }

  /** The row's lock makes projectors of the same topic take turns. */
  private async lockPosition(rows: EntityManager, realm: Realm): Promise<HistoryPosition> {
    const key = { logId: this.logId, realm };
    await rows.query(
      `insert into history_positions (log_id, realm, next_offset, epoch) values ($1, $2, 0, -1) on conflict do nothing`,
      [this.logId, realm],
    );
    const row = await rows.findOneOrFail(HistoryPositionRow, { where: key, lock: { mode: 'pessimistic_write' } });
    return positionOf(row);
  }

  private async endVersions(rows: EntityManager, realm: Realm, { ended }: HistoryStep): Promise<void> {
    if (ended.length === 0) return;
    await rows.query(
      `update history_versions as version set known_to = e."knownTo", removed = e.removed
       from jsonb_to_recordset($3::jsonb) as e("featureId" text, "knownTo" timestamptz, removed boolean)
       where log_id = $1 and realm = $2 and feature_id = e."featureId" and version.known_to is null`,
      [this.logId, realm, JSON.stringify(ended)],
    );
  }

  /** One statement for the whole batch: a row at a time costs a hundredfold. */
  private async addVersions(rows: EntityManager, realm: Realm, { versions }: HistoryStep): Promise<void> {
    if (versions.length === 0) return;
    await rows.query(
      `insert into history_versions (log_id, realm, log_offset, feature_id, layer, severity, known_from, known_to,
         removed, valid_from, valid_to, feature)
       select $1, $2, v."offset", v.feature->>'id', v.feature->>'layer', (v.feature->>'severity')::smallint,
         v."knownFrom", v."knownTo", v.removed,
         (v.feature->'valid'->>'from')::timestamptz, (v.feature->'valid'->>'to')::timestamptz, v.feature
       from jsonb_to_recordset($3::jsonb)
         as v("offset" bigint, feature jsonb, "knownFrom" timestamptz, "knownTo" timestamptz, removed boolean)
       on conflict do nothing`,
      [this.logId, realm, JSON.stringify(versions)],
    );
  }

  private async savePosition(rows: EntityManager, realm: Realm, position: HistoryPosition): Promise<void> {
    const { nextOffset, epoch, completeFrom, completeTo } = position;
    await rows.query(
      `update history_positions set next_offset = $3, epoch = $4, complete_from = $5, complete_to = $6
       where log_id = $1 and realm = $2`,
      [this.logId, realm, nextOffset, epoch, completeFrom, completeTo],
    );
  }
}

/** What had been appended by then, and not yet superseded or removed. `knownAt` is always given here. */
const PUBLISHED_THEN = `
  select * from history_versions
  where log_id = $1 and realm = $2 and known_from <= $3::timestamptz
    and (known_to is null or known_to > $3::timestamptz)`;

/**
 * Of each feature the newest version, of those known, that begins by then; it holds unless it had ended or left the picture
 * by then, as far as that was known.
 */
const IN_FORCE_THEN = `
  select * from (
    select distinct on (feature_id) * from history_versions
    where log_id = $1 and realm = $2 and ($3::timestamptz is null or known_from <= $3::timestamptz)
      and valid_from <= $6::timestamptz
    order by feature_id, log_offset desc
  ) as newest
  where (valid_to is null or valid_to > $6::timestamptz)
    and not (removed and known_to <= $6::timestamptz and ($3::timestamptz is null or known_to <= $3::timestamptz))`;

interface VersionRow {
  feature: FeatureV1;
  knownFrom: Date;
  knownTo: Date | null;
  removed: boolean;
}

function versionOf({ feature, knownFrom, knownTo, removed }: VersionRow): StoredVersion {
  return { feature, knownFrom: instantOf(knownFrom), knownTo: knownTo && instantOf(knownTo), removed };
}

function positionOf(row: HistoryPositionRow): HistoryPosition {
  return {
    nextOffset: Number(row.nextOffset),
    epoch: Number(row.epoch),
    completeFrom: row.completeFrom && instantOf(row.completeFrom),
    completeTo: row.completeTo && instantOf(row.completeTo),
  };
}

function instantOf(date: Date): Instant {
  return instantFromMillis(date.getTime());
}
