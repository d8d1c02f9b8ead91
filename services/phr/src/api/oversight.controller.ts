import { Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import {
  AuditAction,
  RunId,
  VaultId,
  type Acknowledgement,
  type AuditEntry,
  type AuditPage,
  type AuditVerification,
  type FeatureId,
  type NeedsAnswer,
  type NeedsCatalogue,
  type UnacknowledgedAccesses,
} from '@hinomi/contracts';
import { z } from 'zod';
import { Acknowledgements } from '../audit/acknowledgements.js';
import type { StoredAudit } from '../audit/audit-rows.js';
import { needsCatalogue } from '../derive/needs-catalogue.js';
import { VaultHost } from '../host/vault-host.js';
import { PHR_SETTINGS, type PhrSettings } from '../phr-settings.js';
import { eventsOf } from '../publish/publish-needs.js';
import type { VaultChange } from '../vault/vault-change.js';
import { actorOf, CareRequests } from './care-requests.js';
import { readInput, world } from './read-input.js';

const InWorld = z.strictObject({ exercise: RunId.optional() });
const AuditQuery = InWorld.extend({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  person: VaultId.optional(),
  action: AuditAction.optional(),
});
const Seq = z.coerce.number().int().positive();

/** Counts for those who bring what is needed, and the audit for those who watch over the vault. */
@Controller('api/v1')
export class OversightController {
  constructor(
    @Inject(VaultHost) private readonly host: VaultHost,
    @Inject(CareRequests) private readonly requests: CareRequests,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(PHR_SETTINGS) private readonly settings: PhrSettings,
  ) {}

  /** Exact for the health desk and care teams, of where their jurisdiction is; for everybody else what was published last. */
  @Get('needs')
  @Allow('needs:read')
  @Header('cache-control', 'no-store')
  async needs(@Query() query: unknown, @CurrentPrincipal() principal: Principal): Promise<NeedsAnswer> {
    const { exercise = null } = readInput(InWorld, query);
    const { realm, disaster } = world(exercise);
    if (!this.policies.permits(principal, 'needs:exact')) {
      const latest = await this.host.of(realm).look((change) => change.publications.latest(disaster));
      const areas = latest === null ? [] : eventsOf(latest, disaster);
      // As in the picture: what single shelters show is for responders.
      const seesShelters = this.policies.maySee(principal, { classification: 'responders', jurisdiction: null });
      return { exact: false, areas: areas.filter(({ area }) => seesShelters || area.level !== 'shelter') };
    }
    const answer = await this.host.of(realm).change(async (change) => {
      const all = await change.tallies.all(disaster);
      const shelters = all.filter(({ shelter }) => this.requests.maySee(principal, shelter));
      await change.audit(actorOf(principal), disaster, {
        action: 'read-needs',
        purpose: 'supply',
        count: shelters.length,
      });
      return shelters.map(({ shelter, tally }) => ({ shelter: shelter as FeatureId, ...tally }));
    });
    this.host.wake(realm);
    return { exact: true, shelters: answer };
  }

  /** What the codes of needs and rules mean. */
  @Get('needs/catalogue')
  @Allow('needs:read')
  @Header('cache-control', 'private, max-age=300')
  catalogue(): NeedsCatalogue {
    return needsCatalogue(this.settings.rules);
  }

  @Get('phr/audit')
  @Allow('vault:audit')
  @Header('cache-control', 'no-store')
  async audit(@Query() query: unknown, @CurrentPrincipal() principal: Principal): Promise<AuditPage> {
    const { exercise = null, before = null, limit, person = null, action = null } = readInput(AuditQuery, query);
    const { realm, disaster } = world(exercise);
    const page = await this.host.of(realm).change(async (change) => {
      const rows = await change.audits.page({ before, limit, person, action });
      const acknowledged = await new Acknowledgements(change).all();
      const entries = rows
        .map((row) => ({ ...withWords(change, row), acknowledged: acknowledged.get(row.seq) ?? null }))
        .filter((entry) => this.mayOversee(principal, entry));
      await change.audit(actorOf(principal), disaster, {
        action: 'read-audit',
        purpose: 'oversight',
        count: entries.length,
      });
      return { entries, before: rows.length === limit ? (rows.at(-1)?.seq ?? null) : null };
    });
    this.host.wake(realm);
    return page;
  }

  /** Numbers alone, and so no entry of its own: a browser asks this all day. */
  @Get('phr/audit/unacknowledged')
  @Allow('vault:audit')
  @Header('cache-control', 'no-store')
  async unacknowledged(
    @Query() query: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<UnacknowledgedAccesses> {
    const { exercise = null } = readInput(InWorld, query);
    const missing = await this.host.of(world(exercise).realm).look((change) => new Acknowledgements(change).missing());
    return { seqs: missing.filter((entry) => this.mayOversee(principal, entry)).map(({ seq }) => seq) };
  }

  @Post('phr/audit/:seq/acknowledge')
  @HttpCode(200)
  @Allow('vault:audit')
  @Header('cache-control', 'no-store')
  async acknowledge(
    @Param('seq') seq: string,
    @Query() query: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Acknowledgement> {
    const { exercise = null } = readInput(InWorld, query);
    const { realm } = world(exercise);
    const number = readInput(Seq, seq);
    const acknowledgement = await this.host
      .of(realm)
      .change((change) =>
        new Acknowledgements(change).add(actorOf(principal), number, (entry) => this.mayOversee(principal, entry)),
      );
    this.host.wake(realm);
    return acknowledgement;
  }

  @Get('phr/audit/verification')
  @Allow('vault:audit')
  @Header('cache-control', 'no-store')
  verification(@Query() query: unknown): Promise<AuditVerification> {
    const { exercise = null } = readInput(InWorld, query);
    return this.host.verify(world(exercise).realm);
  }

  /** Whoever has a jurisdiction sees what was done at its shelters. */
  private mayOversee(principal: Principal, { shelter }: AuditEntry): boolean {
    return shelter === null ? principal.jurisdiction === null : this.requests.maySee(principal, shelter);
  }
}

function withWords(change: VaultChange, row: StoredAudit): Omit<AuditPage['entries'][number], 'acknowledged'> {
  const { words = null, name = null } = change.besideOf(row);
  return { ...(JSON.parse(row.entry) as AuditEntry), words, name };
}
