import type { FeatureV1 } from '@hinomi/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One version of one feature as the picture was published. Keyed by its place in the log, so that twice is once. */
@Entity('history_versions')
export class HistoryVersionRow {
  @PrimaryColumn('text', { name: 'log_id' })
  logId: string;

  @PrimaryColumn('text')
  realm: string;

  @PrimaryColumn('bigint', { name: 'log_offset' })
  logOffset: string;

  /** The first day of its partition's month. */
  @PrimaryColumn('date', { name: 'kept_in' })
  keptIn: string;

  @Column('text', { name: 'feature_id' })
  featureId: string;

  @Column('text')
  layer: string;

  @Column('smallint')
  severity: number;

  /** When the log had it. */
  @Column('timestamptz', { name: 'known_from' })
  knownFrom: Date;

  /** `infinity` while it stands. */
  @Column('timestamptz', { name: 'known_to' })
  knownTo: Date | number;

  /** The feature left the picture at `knownTo`, without another version. */
  @Column('boolean')
  removed: boolean;

  @Column('timestamptz', { name: 'valid_from' })
  validFrom: Date;

  @Column('timestamptz', { name: 'valid_to', nullable: true })
  validTo: Date | null;

  /** From when on in the world something else is so: the next version, or nothing; `infinity` while it stands. */
  @Column('timestamptz', { name: 'next_from' })
  nextFrom: Date | number;

  @Column('jsonb')
  feature: FeatureV1;
}
