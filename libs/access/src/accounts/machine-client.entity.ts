import { Column, Entity } from 'typeorm';
import { HolderRow } from './holder.entity.js';

/** A machine that may ask for tokens. */
@Entity('access_clients')
export class MachineClientRow extends HolderRow {
  @Column('text', { name: 'client_id' })
  clientId!: string;

  /** SHA-256: the secret has 256 random bits, so a slow hash would add nothing. */
  @Column('text', { name: 'secret_digest' })
  secretDigest!: string;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;
}
