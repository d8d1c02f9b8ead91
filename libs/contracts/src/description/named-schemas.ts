import type { z } from 'zod';
import { Catalogue, CatalogueDetail } from '../api/catalogue.js';
import { FactsPage } from '../api/facts.js';
import { PictureChangesV1 } from '../api/picture-changes.v1.js';
import { PublicShelters } from '../api/public-shelters.js';
import { ShelterReportBatch } from '../api/shelters.js';
import { ReplayWish, SubscriptionWish } from '../api/subscriptions.js';
import { GeoJsonFeatureV1 } from '../catalogue/geo-json-feature.js';
import { InterestV1 } from '../picture/interest.v1.js';
import { ExactNeeds, PublishedNeeds } from '../vault/vault-api.js';
import { ShelterReport } from '../shelters/shelter-report.js';
import {
  AliveReply,
  AreaReply,
  FeedReceiptReply,
  FeedsReply,
  HistoryReply,
  MeReply,
  PastPictureReply,
  PictureReply,
  ProblemReply,
  ShelterReply,
  ShelterReportReply,
  SheltersReply,
  StatusReply,
  TokenReply,
  TokenWish,
} from './reply-schemas.js';
import {
  DeliveredChangeV1,
  DeliveredEventV1,
  DeliveryRecordReply,
  SandboxAnswer,
  SecretReply,
  SubscriptionChangesReply,
  SubscriptionList,
  SubscriptionMade,
  SubscriptionShown,
  SubscriptionStateReply,
} from './subscription-schemas.js';

/** The schemas of the documents by name; those inside others are referred to by theirs. */
export const NAMED_SCHEMAS = {
  Alive: AliveReply,
  Area: AreaReply,
  Catalogue,
  CatalogueDetail,
  DeliveredChange: DeliveredChangeV1,
  DeliveredEvent: DeliveredEventV1,
  DeliveryRecord: DeliveryRecordReply,
  ExactNeeds,
  FactsPage,
  Feature: GeoJsonFeatureV1,
  FeatureHistory: HistoryReply,
  FeedReceipt: FeedReceiptReply,
  Feeds: FeedsReply,
  HubStatus: StatusReply,
  Interest: InterestV1,
  Me: MeReply,
  PastPicture: PastPictureReply,
  Picture: PictureReply,
  PictureChanges: PictureChangesV1,
  Problem: ProblemReply,
  PublicShelters,
  PublishedNeeds,
  ReplayWish,
  SandboxReply: SandboxAnswer,
  Secret: SecretReply,
  Shelter: ShelterReply,
  ShelterReport,
  ShelterReportBatch,
  ShelterReportReceipt: ShelterReportReply,
  Shelters: SheltersReply,
  Subscription: SubscriptionShown,
  SubscriptionChanges: SubscriptionChangesReply,
  SubscriptionReply: SubscriptionMade,
  SubscriptionState: SubscriptionStateReply,
  SubscriptionWish,
  Subscriptions: SubscriptionList,
  Token: TokenReply,
  TokenWish,
} satisfies Record<string, z.ZodType>;
export type SchemaName = keyof typeof NAMED_SCHEMAS;
