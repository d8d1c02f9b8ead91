import { Column, Entity } from 'typeorm';
import { HolderRow } from '../accounts/holder.entity.js';

/** A tablet of a shelter, from the making of its code on. Its id is what it signs in as. */
@Entity('access_tablets')
export class TabletRow extends HolderRow {
  @Column('text', { name: 'code_digest' })
  codeDigest!: string;

  @Column('timestamptz', { name: 'code_ends_at' })
  codeEndsAt!: Date;

  /** SHA-256: the secret has 256 random bits. Null = nobody has used the code yet. */
  @Column('text', { name: 'secret_digest', nullable: true })
  secretDigest!: string | null;

  /** Who made the code: subject and name. */
  @Column('text', { name: 'enrolled_by' })
  enrolledBy!: string;

  @Column('text', { name: 'enrolled_by_name' })
  enrolledByName!: string;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;
}
