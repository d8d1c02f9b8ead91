import { Module, type DynamicModule } from '@nestjs/common';
import { HealthModule } from '@hinomi/service-kit';
import { CareRequests } from './api/care-requests.js';
import { NeedsController } from './api/needs.controller.js';
import { OversightController } from './api/oversight.controller.js';
import { PersonsController } from './api/persons.controller.js';
import { PharmacyController } from './api/pharmacy.controller.js';
import { RecordsController } from './api/records.controller.js';
import { PhrHealth } from './host/phr-health.js';
import { ShelterPlaces } from './host/shelter-places.js';
import { VaultHost } from './host/vault-host.js';
import { ReceptionController } from './reception/reception.controller.js';
import { PHR_SETTINGS, type PhrSettings } from './phr-settings.js';

/** The vault. Needs EVENT_LOG and the access guard from the host. */
@Module({})
export class PhrModule {
  static register(settings: PhrSettings): DynamicModule {
    return {
      module: PhrModule,
      imports: [HealthModule],
      controllers: [
        ...[RecordsController, PersonsController, NeedsController, PharmacyController],
        ...[ReceptionController, OversightController],
      ],
      providers: [{ provide: PHR_SETTINGS, useValue: settings }, ShelterPlaces, CareRequests, VaultHost, PhrHealth],
    };
  }
}
