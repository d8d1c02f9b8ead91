import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far one log's `picture` is projected. Written in the transaction of the rows, and its row is the projectors' lock. */
@Entity('history_positions')
export class HistoryPositionRow {
  @PrimaryColumn('text', { name: 'log_id' })
  logId: string;

  @PrimaryColumn('text')
  realm: string;

  @Column('bigint', { name: 'next_offset' })
  nextOffset: string;

  /** The claim in force there: what an older writer says later does not count. */
  @Column('bigint')
  epoch: string;

  @Column('timestamptz', { name: 'complete_from', nullable: true })
  completeFrom: Date | null;

  @Column('timestamptz', { name: 'complete_to', nullable: true })
  completeTo: Date | null;

  /** How many versions are kept; when there are none of them, their table was lost. */
  @Column('bigint')
  versions: string;
}
