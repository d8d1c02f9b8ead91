import { HealthModule } from '@hinomi/service-kit';
import { Module, type DynamicModule } from '@nestjs/common';
import { AreasController } from './areas/areas.controller.js';
import { AttachmentStore } from './chronology/attachment-store.js';
import { AttachmentsController } from './chronology/attachments.controller.js';
import { AutoEntries } from './chronology/auto-entries.js';
import { Chronology } from './chronology/chronology.js';
import { ChronologyController } from './chronology/chronology.controller.js';
import { DecisionShelf } from './decisions/decision-shelf.js';
import { EasedAlarms } from './decisions/eased-alarms.js';
import { DecisionsController } from './decisions/decisions.controller.js';
import { DrawingDoor } from './drawings/drawing-door.js';
import { Drawings } from './drawings/drawings.js';
import { DrawingsController } from './drawings/drawings.controller.js';
import { FieldReportDoor } from './field-reports/field-report-door.js';
import { FieldReportShelf } from './field-reports/field-report-shelf.js';
import { FieldReportsController } from './field-reports/field-reports.controller.js';
import { FindAnswers } from './find/find-answers.js';
import { FindController } from './find/find.controller.js';
import { FindLimit } from './find/find-limit.js';
import { PublicSheltersController } from './find/public-shelters.controller.js';
import { GATEWAY_SETTINGS, type GatewaySettings } from './gateway-settings.js';
import { GatewayHealth } from './health/gateway-health.js';
import { Histories } from './history/histories.js';
import { HistoryController } from './history/history.controller.js';
import { StatusController } from './health/status.controller.js';
import { MapLayersController } from './map-layers/map-layers.controller.js';
import { OrderDoor } from './orders/order-door.js';
import { OrderShelf } from './orders/order-shelf.js';
import { OrdersController } from './orders/orders.controller.js';
import { DeltaJournal } from './picture/delta-journal.js';
import { OnPictureEvent } from './picture/on-picture-event.js';
import { PictureTraffic } from './picture/picture-traffic.js';
import { PictureController } from './picture/picture.controller.js';
import { PictureGateway } from './picture/picture.gateway.js';
import { Pictures } from './picture/pictures.js';
import { PresenceBoard } from './presence/presence-board.js';
import { PresenceGateway } from './presence/presence.gateway.js';
import { RollupsController } from './rollups/rollups.controller.js';
import { MapSearches } from './search/map-searches.js';
import { SearchController } from './search/search.controller.js';
import { SilenceController } from './silence/silence.controller.js';
import { TabletsController } from './tablets/tablets.controller.js';
import { TilesController } from './tiles/tiles.controller.js';

/** The picture to people. Needs EVENT_LOG, BOUNDARIES and AccessModule from the host, as global providers. */
@Module({})
export class GatewayModule {
  static register(settings: GatewaySettings): DynamicModule {
    return {
      module: GatewayModule,
      imports: [HealthModule],
      controllers: [
        PictureController,
        HistoryController,
        AreasController,
        TilesController,
        RollupsController,
        SearchController,
        SilenceController,
        MapLayersController,
        StatusController,
        DecisionsController,
        OrdersController,
        FieldReportsController,
        TabletsController,
        ChronologyController,
        AttachmentsController,
        DrawingsController,
        ...(settings.publicPage === false ? [] : [FindController, PublicSheltersController]),
      ],
      providers: [
        { provide: GATEWAY_SETTINGS, useValue: settings },
        Pictures,
        OnPictureEvent,
        PictureTraffic,
        { provide: DeltaJournal, useFactory: () => new DeltaJournal() },
        PictureGateway,
        PresenceBoard,
        PresenceGateway,
        Histories,
        GatewayHealth,
        DecisionShelf,
        EasedAlarms,
        OrderShelf,
        OrderDoor,
        FieldReportShelf,
        FieldReportDoor,
        FindAnswers,
        FindLimit,
        MapSearches,
        Chronology,
        AttachmentStore,
        Drawings,
        DrawingDoor,
        AutoEntries,
      ],
    };
  }
}
