import { HubError, REALMS, type FeatureV1, type Realm } from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { BOUNDARIES, PreparedShapes, type Boundaries } from '@hinomi/geo';
import { featurePlaces, type PlaceOf } from '@hinomi/interest';
import { Inject, Injectable } from '@nestjs/common';
import { DeliveredPicture } from './delivered-picture.js';

/** The pictures of both realms. */
@Injectable()
export class DeliveredPictures {
  /** Where a feature is, also one of the past. */
  readonly placeOf: PlaceOf<FeatureV1>;
  private readonly byRealm: Readonly<Record<Realm, DeliveredPicture>>;

  constructor(@Inject(EVENT_LOG) log: EventLog, @Inject(BOUNDARIES) boundaries: Boundaries) {
    this.placeOf = featurePlaces(boundaries, new PreparedShapes(boundaries));
    const picture = (realm: Realm): DeliveredPicture => new DeliveredPicture(realm, log, this.placeOf);
    this.byRealm = { real: picture('real'), drill: picture('drill') };
  }

  of(realm: Realm): DeliveredPicture {
    return this.byRealm[realm];
  }

  /** The same, for whoever answers from it: before all of the log is read it would be a half. */
  caughtUp(realm: Realm): DeliveredPicture {
    const picture = this.of(realm);
    if (picture.isCaughtUp) return picture;
    throw new HubError('log.unavailable', 'The picture is still being read from the log.', { retryable: true });
  }

  get all(): readonly DeliveredPicture[] {
    return REALMS.map((realm) => this.byRealm[realm]);
  }
}
