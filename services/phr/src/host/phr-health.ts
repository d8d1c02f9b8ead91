import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { REALMS } from '@hinomi/contracts';
import { HealthRegistry, Metrics } from '@hinomi/service-kit';
import { PHR_SETTINGS, type PhrSettings } from '../phr-settings.js';
import { VaultHost } from './vault-host.js';

/** What the vault adds to `/readyz` and `/metrics`: nothing that is about anybody. */
@Injectable()
export class PhrHealth implements OnModuleInit, OnModuleDestroy {
  private withdraw: (() => void)[] = [];

  constructor(
    @Inject(PHR_SETTINGS) private readonly settings: PhrSettings,
    @Inject(VaultHost) private readonly host: VaultHost,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.withdraw = [
      this.health.add('vault', () => this.settings.store.isUp()),
      this.metrics.collect(async () => [
        {
          name: 'vault_audit_intact',
          help: '1 = every entry of the vault’s audit followed from the one before at the last look; 0 = it did not.',
          type: 'gauge',
          samples: REALMS.flatMap((realm) => {
            const last = this.host.lastVerified(realm);
            return last === null ? [] : [{ labels: { realm }, value: Number(last.intact) }];
          }),
        },
        {
          name: 'vault_outbox_waiting',
          help: 'Events of the vault that the log does not have yet.',
          type: 'gauge',
          samples: await this.waiting(),
        },
      ]),
    ];
  }

  onModuleDestroy(): void {
    for (const withdraw of this.withdraw) withdraw();
  }

  /** None while the store does not answer: the other metrics are shown all the same. */
  private async waiting(): Promise<{ labels: { realm: string }; value: number }[]> {
    const ask = REALMS.map(async (realm) => ({ labels: { realm }, value: await this.host.waiting(realm) }));
    return Promise.all(ask).catch(() => []);
  }
}
