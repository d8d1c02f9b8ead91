import { Inject, Injectable } from '@nestjs/common';
import { REALMS, type Realm } from '@hinomi/contracts';
import { EVENT_LOG, type EventLog } from '@hinomi/event-log';
import { BOUNDARIES, type Boundaries } from '@hinomi/geo';
import type { Broadcast } from './audience.js';
import { featureBounds } from './feature-bounds.js';
import { ProcessSchedule } from './flush-schedule.js';
import { LivePicture } from './live-picture.js';

/** The pictures of both realms. */
@Injectable()
export class Pictures {
  private readonly byRealm: Readonly<Record<Realm, LivePicture>>;
  private toSockets: Broadcast | null = null;

  constructor(@Inject(EVENT_LOG) log: EventLog, @Inject(BOUNDARIES) boundaries: Boundaries) {
    // One for both: they share the thread that pays for a fan-out.
    const schedule = new ProcessSchedule();
    const live = (realm: Realm): LivePicture =>
      new LivePicture({
        realm,
        logId: log.logId,
        boundsOf: (feature) => featureBounds(boundaries, feature),
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

  get all(): readonly LivePicture[] {
    return REALMS.map((realm) => this.byRealm[realm]);
  }
}
