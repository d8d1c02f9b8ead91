import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far one realm's `picture` is in the journal. Written in the transaction of the changes, and its row is the writers' lock. */
@Entity('delivery_positions')
export class JournalPositionRow {
  @PrimaryColumn('text', { name: 'log_id' })
  logId: string;

  @PrimaryColumn('text')
  realm: string;

  @Column('bigint', { name: 'next_offset' })
  nextOffset: string;

  /** Grows with every subscription that is made, changed or ended. */
  @Column('bigint')
  revision: string;
}
