import { Inject, Injectable } from '@nestjs/common';
import { HubError, REALMS, type FeatureV1, type Realm } from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { BOUNDARIES, PreparedShapes, type Boundaries } from '@hinomi/geo';
import { featurePlaces, type PlaceOf } from '@hinomi/interest';
import { Municipalities } from '../rollups/municipalities.js';
import type { Broadcast } from './audience.js';
import { ProcessSchedule } from './flush-schedule.js';
import { LivePicture } from './live-picture.js';

/** The pictures of both realms. */
@Injectable()
export class Pictures {
  /** Where a feature is, also one of the past. */
  readonly placeOf: PlaceOf<FeatureV1>;
  private readonly byRealm: Readonly<Record<Realm, LivePicture>>;
  private toSockets: Broadcast | null = null;

  constructor(@Inject(EVENT_LOG) log: EventLog, @Inject(BOUNDARIES) boundaries: Boundaries) {
    const shapes = new PreparedShapes(boundaries);
    this.placeOf = featurePlaces(boundaries, shapes);
    const municipalities = new Municipalities(boundaries, shapes);
    // One for both: they share the thread that pays for a fan-out.
    const schedule = new ProcessSchedule();
    const live = (realm: Realm): LivePicture =>
      new LivePicture({
        realm,
        logId: log.logId,
        placeOf: this.placeOf,
        municipalities,
        schedule,
        broadcast: (...message) => this.toSockets?.(...message),
      });
    this.byRealm = { real: live('real'), drill: live('drill') };
  }

  /** Before there is a socket server there is nobody to send to. */
  sendThrough(broadcast: Broadcast): void {
    this.toSockets = broadcast;
  }

  of(realm: Realm): LivePicture {
    return this.byRealm[realm];
  }

  /** The same, for whoever answers from it: before all of the log is read it would be a half. */
  caughtUp(realm: Realm): LivePicture {
    const picture = this.of(realm);
    if (picture.isCaughtUp) return picture;
    throw new HubError('log.unavailable', 'The picture is still being read from the log.', { retryable: true });
  }

  get all(): readonly LivePicture[] {
    return REALMS.map((realm) => this.byRealm[realm]);
  }
}
