import { instantFromMillis, type FeatureV1, type Instant, type InterestV1, type Realm } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import type { ClockWindow, Statement } from './derive-spans.js';
import { monthOf } from './months.js';
import type { Moments } from './read-moments.js';

export interface StoredVersion {
  feature: FeatureV1;
  knownFrom: Instant;
  knownTo: Instant | null;
  removed: boolean;
  goneFrom: Instant | null;
}

/** What is asked of one log's history. docs/time.md says what the two clocks mean. */
export class PastPictureRepository {
  constructor(
    private readonly store: Store,
    private readonly logId: string,
  ) {}

  /** Every version of these features, oldest first. */
  async versionsOf(realm: Realm, ...featureIds: string[]): Promise<StoredVersion[]> {
    const rows = await this.ask<VersionRow>(
      `select feature, known_from as "knownFrom", nullif(known_to, 'infinity') as "knownTo", removed,
         case when removed then next_from end as "goneFrom"
       from history_versions where log_id = $1 and realm = $2 and feature_id = any($3) order by log_offset`,
      [this.logId, realm, featureIds],
    );
    return rows.map(({ feature, knownFrom, knownTo, removed, goneFrom }) => ({
      feature,
      knownFrom: instantOf(knownFrom),
      knownTo: knownTo && instantOf(knownTo),
      removed,
      goneFrom: goneFrom && instantOf(goneFrom),
    }));
  }

  /**
   * The feature into which an id was merged, by the newest version that says so; null when it never was, or was shown by itself
   * again since.
   */
  async answering(realm: Realm, featureId: string): Promise<string | null> {
    // Gathered first: with the limit inside, PostgreSQL may walk the whole history backwards instead of using an index.
    const [newest] = await this.ask<{ featureId: string }>(
      `with named as materialized (
         select feature_id, log_offset from history_versions where log_id = $1 and realm = $2 and feature_id = $3
         union all
         select feature_id, log_offset from history_versions
         where log_id = $1 and realm = $2 and feature->'aliases' @> to_jsonb($3::text)
       )
       select feature_id as "featureId" from named order by log_offset desc limit 1`,
      [this.logId, realm, featureId],
    );
    return newest === undefined || newest.featureId === featureId ? null : newest.featureId;
  }

  /** The features of the picture as it was at these moments, in the order of their last change. */
  async pictureAt(realm: Realm, { at, knownAt }: Moments, interest: InterestV1): Promise<FeatureV1[]> {
    const { layers = null, minSeverity = 0, minSeverityOf = {} } = interest;
    const chosen = at === null ? PUBLISHED_THEN : IN_FORCE_THEN;
    const rows = await this.ask<{ feature: FeatureV1 }>(
      `select feature from (${chosen}) as picture
       where ($5::text[] is null or layer = any($5)) and severity >= coalesce(($7::jsonb ->> layer)::int, $6::int)
       order by log_offset`,
      [...this.known(realm, knownAt), layers, minSeverity, JSON.stringify(minSeverityOf), ...(at === null ? [] : [at])],
    );
    return rows.map(({ feature }) => feature);
  }

  /** Whatever can be so within a window of a clock; on the hub's, without its start, only what begins or ends in it. */
  async statementsIn(realm: Realm, window: ClockWindow, withStart: boolean): Promise<Statement[]> {
    const { clock, from, upTo, knownAt } = window;
    const rows = await this.ask<StatementRow>(clock === 'known' ? PUBLISHED_WITHIN : IN_FORCE_WITHIN, [
      ...this.known(realm, clock === 'known' ? upTo : knownAt),
      from,
      upTo,
      ...(clock === 'known' ? [withStart] : []),
    ]);
    return rows.map((row) => ({
      offset: Number(row.offset),
      feature: row.feature,
      from: instantOf(row.begins),
      to: row.ends && instantOf(row.ends),
      goneFrom: row.gone && instantOf(row.gone),
    }));
  }

  /** The moment up to which a window holds about so many changes, and all of each moment; null when it holds fewer. */
  async momentAfter(
    realm: Realm,
    { clock, from, upTo, knownAt }: ClockWindow,
    changes: number,
  ): Promise<Instant | null> {
    const [row] = await this.ask<{ moment: Date }>(
      `select moment from (${clock === 'known' ? PUBLISHED_MOMENTS : IN_FORCE_MOMENTS}) as moments
       where moment > $5 and moment <= $6 order by moment offset $7 limit 1`,
      [...this.known(realm, clock === 'known' ? upTo : knownAt), from, upTo, changes],
    );
    return row ? instantOf(row.moment) : null;
  }

  /** What every question begins with: the last month whose partition can hold an answer is the one of `knownAt`. */
  private known(realm: Realm, knownAt: Instant | null): [string, Realm, string, string] {
    return [this.logId, realm, knownAt ?? 'infinity', knownAt === null ? 'infinity' : monthOf(knownAt)];
  }

  /** A database that is away is told as `store.unavailable`. */
  private ask<Row>(query: string, parameters: unknown[]): Promise<Row[]> {
    return this.store.projected((rows) => rows.query(query, parameters)) as Promise<Row[]>;
  }
}

const KNOWN_BY_THEN = `log_id = $1 and realm = $2 and known_from <= $3::timestamptz and kept_in <= $4::date`;

/** What had been appended by then, and not yet superseded or removed. `knownAt` is always given here. */
const PUBLISHED_THEN = `select * from history_versions where ${KNOWN_BY_THEN} and known_to > $3::timestamptz`;

/** A version, or a later one of its feature, was followed by a removal: since when that holds, as far as is known. */
const GONE_FROM = `
  select min(gone.next_from) from history_versions as gone
  where gone.log_id = $1 and gone.realm = $2 and gone.feature_id = version.feature_id
    and gone.log_offset >= version.log_offset and gone.removed and gone.known_to <= $3::timestamptz`;

/** Of each feature the newest statement, of those known, that begins by then. It may be that there is nothing any more. */
const IN_FORCE_THEN = `
  select * from (
    select distinct on (feature_id) * from history_versions
    where ${KNOWN_BY_THEN} and valid_from <= $8::timestamptz
      and (known_to > $3::timestamptz or next_from > $8::timestamptz)
    order by feature_id, log_offset desc
  ) as version
  where (valid_to is null or valid_to > $8::timestamptz)
    and coalesce((${GONE_FROM}), 'infinity') > $8::timestamptz`;

const PUBLISHED_WITHIN = `
  select log_offset as "offset", feature, known_from as begins, nullif(known_to, 'infinity') as ends, null::timestamptz as gone
  from history_versions
  where ${KNOWN_BY_THEN} and known_to > $5::timestamptz and known_to > known_from
    and ($7::boolean or known_from > $5::timestamptz or known_to <= $6::timestamptz)
  order by log_offset`;

/** Also what neither begins nor ends in a window: it may stand before an earlier statement that does. */
const IN_FORCE_WITHIN = `
  select log_offset as "offset", feature, valid_from as begins, valid_to as ends, nullif((${GONE_FROM}), 'infinity') as gone
  from history_versions as version
  where ${KNOWN_BY_THEN} and valid_from <= $6::timestamptz
    and (known_to > $3::timestamptz or next_from > $5::timestamptz)
  order by log_offset`;

const PUBLISHED_MOMENTS = `
  select known_from as moment from history_versions where ${KNOWN_BY_THEN} and known_from > $5
  union all
  select known_to from history_versions where ${KNOWN_BY_THEN} and removed and known_to > $5 and known_to <= $6`;

const IN_FORCE_STATEMENTS = `
  select valid_from, valid_to, next_from, removed and known_to <= $3::timestamptz as gone from history_versions
  where ${KNOWN_BY_THEN} and valid_from <= $6 and (known_to > $3::timestamptz or next_from > $5)`;
const IN_FORCE_MOMENTS = `
  select valid_from as moment from (${IN_FORCE_STATEMENTS}) as s
  union all
  select valid_to from (${IN_FORCE_STATEMENTS}) as s where valid_to is not null
  union all
  select next_from from (${IN_FORCE_STATEMENTS}) as s where gone`;

interface VersionRow {
  feature: FeatureV1;
  knownFrom: Date;
  knownTo: Date | null;
  removed: boolean;
  goneFrom: Date | null;
}

interface StatementRow {
  offset: string;
  feature: FeatureV1;
  begins: Date;
  ends: Date | null;
  gone: Date | null;
}

function instantOf(date: Date): Instant {
  return instantFromMillis(date.getTime());
}
