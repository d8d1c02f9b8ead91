import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key or one-time code of the issuer, shared by all gateways of a hub. */
@Entity('access_keys')
export class IssuerKeyRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  kind!: 'signing' | 'cookies' | 'setup';

  @Column('jsonb')
  content!: Record<string, unknown>;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
