import { Column, Entity } from 'typeorm';
import { HolderRow } from './holder.entity.js';

/** A person who may sign in. */
@Entity('access_accounts')
export class AccountRow extends HolderRow {
  @Column('text')
  username!: string;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('timestamptz', { name: 'last_sign_in_at', nullable: true })
  lastSignInAt!: Date | null;
}
