import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '@hinomi/contracts';

/** A person who may sign in. */
@Entity('access_accounts')
export class AccountRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  username!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  @Column('text', { nullable: true })
  agency!: string | null;

  @Column('text', { nullable: true })
  jurisdiction!: string | null;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('boolean')
  disabled!: boolean;

  /** Grows with every change that makes older tokens worthless. */
  @Column('int')
  revision!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_sign_in_at', nullable: true })
  lastSignInAt!: Date | null;
}
