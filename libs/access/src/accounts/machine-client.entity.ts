import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '@hinomi/contracts';

/** A machine that may ask for tokens. */
@Entity('access_clients')
export class MachineClientRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'client_id' })
  clientId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  @Column('text', { nullable: true })
  agency!: string | null;

  @Column('text', { nullable: true })
  jurisdiction!: string | null;

  /** SHA-256: the secret has 256 random bits, so a slow hash would add nothing. */
  @Column('text', { name: 'secret_digest' })
  secretDigest!: string;

  @Column('boolean')
  disabled!: boolean;

  /** Grows with every change that makes older tokens worthless. */
  @Column('int')
  revision!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;
}
