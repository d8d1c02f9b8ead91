import { instantFromMillis, type FeatureV1, type Instant, type LogRecord, type Realm } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import type { EntityManager } from 'typeorm';
import { deriveVersions, START, type HistoryPosition, type HistoryStep, type NewVersion } from './derive-versions.js';
import type { SensorsEveryMs } from './derive-thinned.js';
import { HistoryPositionRow } from './history-position.entity.js';
import { makeHistoryTables, makePartitions } from './history-partitions.js';
import { monthOf } from './months.js';

/** Keeps one log's history: what the projector writes. What is asked of it is in `past-picture.repository.ts`. */
export class HistoryRepository {
  constructor(
    private readonly store: Store,
    readonly logId: string,
    private readonly sensorsEveryMs: SensorsEveryMs = 0,
  ) {}

  async position(realm: Realm): Promise<HistoryPosition> {
    const row = await this.store.projected((rows) => rows.findOneBy(HistoryPositionRow, { logId: this.logId, realm }));
    return row === null ? START : positionOf(row);
  }

  /** Where to go on. Tables that were lost are made again, and so is what they held: from the start of the log. */
  open(realm: Realm): Promise<HistoryPosition> {
    return this.store.projected(async (rows) => {
      await makeHistoryTables(rows);
      const row = await rows.findOneBy(HistoryPositionRow, { logId: this.logId, realm });
      if (row === null) return START;
      const [{ has }] = (await rows.query(
        'select exists (select from history_versions where log_id = $1 and realm = $2) as has',
        [this.logId, realm],
      )) as [{ has: boolean }];
      if (has || Number(row.versions) === 0) return positionOf(row);
      await rows.delete(HistoryPositionRow, { logId: this.logId, realm });
      return START;
    });
  }

  /** Takes in records that follow each other; what is in already is passed over, whoever put it there. */
  project(realm: Realm, records: readonly LogRecord[]): Promise<HistoryStep> {
    return this.store.projected(async (rows) => {
      const position = await this.lockPosition(rows, realm);
      const standing = await this.standingSensors(rows, realm, records);
      const step = deriveVersions(position, records, { everyMs: this.sensorsEveryMs, standing });
      await this.endVersions(rows, realm, step);
      await this.addVersions(rows, realm, step.versions);
      await this.savePosition(rows, realm, step.position, step.versions.length);
      return step;
    });
  }

  /** Goes on after a record whose version cannot be kept; the version before it still ends there. */
  async passOver(realm: Realm, record: LogRecord): Promise<void> {
    await this.store.projected(async (rows) => {
      const step = deriveVersions(await this.lockPosition(rows, realm), [record]);
      // What it says of the world may be what cannot be kept.
      const ended = step.ended.map((end) => ({ ...end, nextFrom: end.knownTo }));
      await this.endVersions(rows, realm, { ended });
      await this.savePosition(rows, realm, step.position, 0);
    });
  }

  /**
   * Ends, at a moment, what stands here and nowhere on the log: compaction took its removal before it was read. `named` are all
   * ids that the log still has; whoever went on from `from` in the meantime has done so itself.
   */
  async endUnheardOf(
    realm: Realm,
    named: ReadonlySet<string>,
    { from, at }: { from: number; at: Instant },
  ): Promise<void> {
    await this.store.projected(async (rows) => {
      if ((await this.lockPosition(rows, realm)).nextOffset !== from) return;
      const standing = (await rows.query(
        `select feature_id as "featureId" from history_versions
         where log_id = $1 and realm = $2 and known_to = 'infinity'`,
        [this.logId, realm],
      )) as { featureId: string }[];
      const ended = standing
        .filter(({ featureId }) => !named.has(featureId))
        .map(({ featureId }) => ({ featureId, knownTo: at, nextFrom: at, removed: true }));
      await this.endVersions(rows, realm, { ended });
    });
  }

  /** The row's lock makes projectors of the same topic take turns. Rows without a position are of no use. */
  private async lockPosition(rows: EntityManager, realm: Realm): Promise<HistoryPosition> {
    const key = { logId: this.logId, realm };
    const made = (await rows.query(
      `insert into history_positions (log_id, realm, next_offset, epoch, versions) values ($1, $2, 0, -1, 0)
       on conflict do nothing returning 1`,
      [this.logId, realm],
    )) as unknown[];
    if (made.length > 0) {
      await rows.query('delete from history_versions where log_id = $1 and realm = $2', [this.logId, realm]);
    }
    const row = await rows.findOneOrFail(HistoryPositionRow, { where: key, lock: { mode: 'pessimistic_write' } });
    return positionOf(row);
  }

  /** Of the sensors among these records, the versions that stand. */
  private async standingSensors(
    rows: EntityManager,
    realm: Realm,
    records: readonly LogRecord[],
  ): Promise<Map<string, FeatureV1>> {
    const ids = this.sensorsEveryMs === 0 ? [] : [...new Set(records.map(({ key }) => key))].filter(isSensor);
    if (ids.length === 0) return new Map();
    const found = (await rows.query(
      `select feature_id as "featureId", feature from history_versions
       where log_id = $1 and realm = $2 and feature_id = any($3::text[]) and known_to = 'infinity'`,
      [this.logId, realm, ids],
    )) as { featureId: string; feature: FeatureV1 }[];
    return new Map(found.map(({ featureId, feature }) => [featureId, feature]));
  }

  private async endVersions(rows: EntityManager, realm: Realm, { ended }: Pick<HistoryStep, 'ended'>): Promise<void> {
    if (ended.length === 0) return;
    await rows.query(
      `update history_versions as version set known_to = e."knownTo", next_from = e."nextFrom", removed = e.removed
       from jsonb_to_recordset($3::jsonb)
         as e("featureId" text, "knownTo" timestamptz, "nextFrom" timestamptz, removed boolean)
       where log_id = $1 and realm = $2 and feature_id = e."featureId" and version.known_to = 'infinity'`,
      [this.logId, realm, JSON.stringify(ended)],
    );
  }

  /** One statement for the whole batch: a row at a time costs a hundredfold. */
  private async addVersions(rows: EntityManager, realm: Realm, versions: readonly NewVersion[]): Promise<void> {
    if (versions.length === 0) return;
    await makePartitions(rows, [...new Set(versions.map(({ knownFrom }) => monthOf(knownFrom)))]);
    await rows.query(
      `insert into history_versions (log_id, realm, log_offset, kept_in, feature_id, layer, severity, known_from, known_to,
         removed, valid_from, valid_to, next_from, feature)
       select $1, $2, v."offset", date_trunc('month', v."knownFrom" at time zone 'UTC')::date, v.feature->>'id',
         v.feature->>'layer', (v.feature->>'severity')::smallint, v."knownFrom",
         coalesce((v."end"->>'knownTo')::timestamptz, 'infinity'), coalesce((v."end"->>'removed')::boolean, false),
         (v.feature->'valid'->>'from')::timestamptz, (v.feature->'valid'->>'to')::timestamptz,
         coalesce((v."end"->>'nextFrom')::timestamptz, 'infinity'), v.feature
       from jsonb_to_recordset($3::jsonb) as v("offset" bigint, feature jsonb, "knownFrom" timestamptz, "end" jsonb)
       on conflict do nothing`,
      [this.logId, realm, JSON.stringify(versions)],
    );
  }

  private async savePosition(
    rows: EntityManager,
    realm: Realm,
    { nextOffset, epoch, completeFrom, completeTo }: HistoryPosition,
    added: number,
  ): Promise<void> {
    await rows.query(
      `update history_positions set next_offset = $3, epoch = $4, complete_from = $5, complete_to = $6,
         versions = versions + $7
       where log_id = $1 and realm = $2`,
      [this.logId, realm, nextOffset, epoch, completeFrom, completeTo, added],
    );
  }
}

/** As ingest names them, in a drill below its run. */
function isSensor(featureId: string): boolean {
  return featureId.includes('sensor:');
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
