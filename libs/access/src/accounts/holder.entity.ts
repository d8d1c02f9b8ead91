import { Column, PrimaryColumn } from 'typeorm';
import type { FeatureId, Role } from '@hinomi/contracts';

/** What the rows of people and machines have in common: what policies look at, and whether their tokens count. */
export abstract class HolderRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  @Column('text', { nullable: true })
  agency!: string | null;

  @Column('text', { nullable: true })
  jurisdiction!: string | null;

  /** Reports for these and no other; null = bound to none in particular. */
  @Column('jsonb', { nullable: true })
  shelters!: FeatureId[] | null;

  @Column('boolean')
  disabled!: boolean;

  /** Grows with every change that makes older tokens worthless. */
  @Column('int')
  revision!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
