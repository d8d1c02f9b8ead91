import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import {
  AuditAction,
  RunId,
  VaultId,
  type AuditEntry,
  type AuditPage,
  type AuditVerification,
  type FeatureId,
  type NeedKinds,
  type NeedsAnswer,
} from '@hinomi/contracts';
import { z } from 'zod';
import type { StoredAudit } from '../audit/audit-rows.js';
import { VaultHost } from '../host/vault-host.js';
import { openBytes } from '../keys/sealed-bytes.js';
import { PHR_SETTINGS, type PhrSettings } from '../phr-settings.js';
import { eventsOf } from '../publish/publish-needs.js';
import { wordsBinding, type VaultChange } from '../vault/vault-change.js';
import { actorOf, CareRequests } from './care-requests.js';
import { readInput, world } from './read-input.js';

const InWorld = z.strictObject({ exercise: RunId.optional() });
const AuditQuery = InWorld.extend({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  person: VaultId.optional(),
  action: AuditAction.optional(),
});

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

  /** What there is to need: names, goods, how soon, how finely it may be published. */
  @Get('needs/kinds')
  @Allow('needs:read')
  @Header('cache-control', 'private, max-age=300')
  kinds(): NeedKinds {
    const { version, needs, rules } = this.settings.rules;
    const unreviewed = new Set(rules.filter(({ reviewed }) => !reviewed).map(({ need }) => need));
    return {
      rulesVersion: version,
      needs: [...needs.values()].map(({ need, name, kind, brings, urgency, publishedFrom }) => ({
        ...{ need, name, kind, brings, urgency, publishedFrom },
        reviewed: !unreviewed.has(need),
      })),
    };
  }

  @Get('phr/audit')
  @Allow('vault:audit')
  @Header('cache-control', 'no-store')
  async audit(@Query() query: unknown, @CurrentPrincipal() principal: Principal): Promise<AuditPage> {
    const { exercise = null, before = null, limit, person = null, action = null } = readInput(AuditQuery, query);
    const { realm, disaster } = world(exercise);
    const page = await this.host.of(realm).change(async (change) => {
      const rows = await change.audits.page({ before, limit, person, action });
      const entries = rows.map((row) => withWords(change, row)).filter((entry) => this.mayOversee(principal, entry));
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

function withWords(change: VaultChange, { entry, seq, sealed }: StoredAudit): AuditPage['entries'][number] {
  const words =
    sealed === null ? null : openBytes(change.keys.own, sealed, wordsBinding(change.schema, seq)).toString('utf8');
  return { ...(JSON.parse(entry) as AuditEntry), words };
}
