import { ChronologyRequest } from '@hinomi/contracts';
import { KeptRequests, type KeptShelf } from '../offline/kept-requests.js';

/** What was sent off to the log book and not answered yet, on the device. */
export class LogOutbox extends KeptRequests<ChronologyRequest> {
  constructor(shelf: KeptShelf | null, subject: string) {
    super(shelf, `hinomi-log-out:${subject}:`, ChronologyRequest);
  }
}
