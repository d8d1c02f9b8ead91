import { Module, type DynamicModule } from '@nestjs/common';
import { HealthModule } from '@hinomi/service-kit';
import { ShelterIndexes } from './index/shelter-indexes.js';
import { NeedDoor } from './needs/need-door.js';
import { MunicipalityFinder } from './places/municipality-finder.js';
import { PlaceDoor } from './places/place-door.js';
import { PhotoDoor } from './photos/photo-door.js';
import { PhotoStore } from './photos/photo-store.js';
import { PhotosController } from './photos/photos.controller.js';
import { KnownReports } from './reports/known-reports.js';
import { ReportDoor } from './reports/report-door.js';
import { WaitingReportList } from './reports/waiting-reports.js';
import { ShelterHealth } from './shelter-health.js';
import { SHELTER_SETTINGS, type ShelterSettings } from './shelter-settings.js';
import { SheltersController } from './shelters.controller.js';

/** Shelters report. Needs EVENT_LOG, BOUNDARIES and the access guard from the host. */
@Module({})
export class ShelterModule {
  static register(settings: ShelterSettings): DynamicModule {
    return {
      module: ShelterModule,
      imports: [HealthModule],
      controllers: [SheltersController, PhotosController],
      providers: [
        { provide: SHELTER_SETTINGS, useValue: settings },
        ShelterIndexes,
        KnownReports,
        MunicipalityFinder,
        ReportDoor,
        PlaceDoor,
        NeedDoor,
        WaitingReportList,
        PhotoStore,
        PhotoDoor,
        ShelterHealth,
      ],
    };
  }
}
