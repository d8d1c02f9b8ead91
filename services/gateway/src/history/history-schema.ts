import { monthsLater, type Month } from './months.js';

/** Finds the feature that an id was merged into. */
export const ALIASES_INDEX = `create index if not exists history_versions_aliases
  on history_versions using gin ((feature->'aliases'))`;

/**
 * The tables as they are now. A version is in the partition of the month in which the hub learned of it; one that is still
 * needed when that month is dropped is carried on into the oldest month that stays (`kept_in`).
 */
export const HISTORY_SCHEMA: readonly string[] = [
  `create table history_versions (
    log_id text not null,
    realm text not null,
    log_offset bigint not null,
    kept_in date not null,
    feature_id text not null,
    layer text not null,
    severity smallint not null,
    known_from timestamptz(3) not null,
    known_to timestamptz(3) not null,
    removed boolean not null,
    valid_from timestamptz(3) not null,
    valid_to timestamptz(3),
    next_from timestamptz(3) not null,
    feature jsonb not null,
    primary key (log_id, realm, log_offset, kept_in)
  ) partition by range (kept_in)`,
  'create index history_versions_feature on history_versions (log_id, realm, feature_id, log_offset)',
  'create index history_versions_known_from on history_versions (log_id, realm, known_from)',
  'create index history_versions_known_to on history_versions (log_id, realm, known_to)',
  'create index history_versions_next_from on history_versions (log_id, realm, next_from)',
  `create index history_versions_open on history_versions (log_id, realm, feature_id) where known_to = 'infinity'`,
  ALIASES_INDEX,
  `create table history_positions (
    log_id text not null,
    realm text not null,
    next_offset bigint not null,
    epoch bigint not null,
    complete_from timestamptz(3),
    complete_to timestamptz(3),
    versions bigint not null,
    primary key (log_id, realm)
  )`,
];

const PARTITION = /^history_versions_(\d{4})_(\d{2})$/;

export function partitionOf(month: Month): string {
  return `history_versions_${month.slice(0, 4)}_${month.slice(5, 7)}`;
}

/** Null for a table that is no month of the history. */
export function monthIn(partition: string): Month | null {
  const [, year, month] = PARTITION.exec(partition) ?? [];
  return year === undefined || month === undefined ? null : (`${year}-${month}-01` as Month);
}

export function makePartition(month: Month): string {
  return `create table if not exists ${partitionOf(month)} partition of history_versions
    for values from ('${month}') to ('${monthsLater(month, 1)}')`;
}
