import { HealthModule } from '@hinomi/service-kit';
import { Module, type DynamicModule } from '@nestjs/common';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { DocumentsController } from './catalogue/documents.controller.js';
import { LiveCatalogue } from './catalogue/live-catalogue.js';
import { CataloguePageController } from './catalogue/page/page.controller.js';
import { DELIVERY_SETTINGS, type DeliverySettings } from './delivery-settings.js';
import { DeliveryHealth } from './delivery-health.js';
import { CapController } from './cap-feed/cap.controller.js';
import { CapFeeds } from './cap-feed/cap-feeds.js';
import { OpenCapController } from './cap-feed/open-cap.controller.js';
import { Facts } from './facts/facts.js';
import { FactsController } from './facts/facts.controller.js';
import { Journals } from './journal/journals.js';
import { OgcController } from './ogc/ogc.controller.js';
import { OgcFeatures } from './ogc/ogc-features.js';
import { DeliveredPictures } from './picture/delivered-pictures.js';
import { Sip4dPackages } from './sip4d/sip4d-packages.js';
import { Sip4dZipController } from './sip4d/sip4d-zip.controller.js';
import { DeliveryReader } from './subscriptions/delivery-reader.js';
import { OwnedSubscriptions } from './subscriptions/owned-subscriptions.js';
import { Subscriptions } from './subscriptions/subscriptions.js';
import { SubscriptionsController } from './subscriptions/subscriptions.controller.js';
import { SenderDesk } from './sending/sender-desk.js';

/** The picture to agencies. Needs EVENT_LOG, BOUNDARIES and AccessModule from the host, as global providers. */
@Module({})
export class DeliveryModule {
  static register(settings: DeliverySettings): DynamicModule {
    return {
      module: DeliveryModule,
      imports: [HealthModule],
      controllers: [
        SubscriptionsController,
        FactsController,
        OgcController,
        CatalogueController,
        DocumentsController,
        CataloguePageController,
        CapController,
        Sip4dZipController,
        ...(settings.publicPage === false ? [] : [OpenCapController]),
      ],
      providers: [
        { provide: DELIVERY_SETTINGS, useValue: settings },
        DeliveredPictures,
        Journals,
        DeliveryReader,
        SenderDesk,
        OwnedSubscriptions,
        Facts,
        Subscriptions,
        OgcFeatures,
        LiveCatalogue,
        DeliveryHealth,
        CapFeeds,
        Sip4dPackages,
      ],
    };
  }
}
