import type { Instant } from '@hinomi/contracts';
import type { PolledSource } from '../sources/source.js';
import { isStillWanted } from './decide-entries.js';
import type { PollHistory } from './decide-poll.js';
import type { WaitingDocument } from './fetch-documents.js';
import type { Validators } from './http-get.js';
import { RememberedEntries } from './remembered-entries.js';

/** What polling a source has come to; outlives a change of its entry, so that nothing is lost or fetched again. */
export class PollMemory {
  readonly history: PollHistory = { lastSuccessAt: null, longOwed: false, failures: 0 };
  /** By address. */
  readonly validators = new Map<string, Validators>();
  readonly remembered = new RememberedEntries();
  /** Documents listed and not handed on yet, by entry. */
  readonly waiting = new Map<string, WaitingDocument>();
  wrongInARow = 0;

  /** The entry reads otherwise: its lists are read anew, and what waits is kept where the entry still wants it. */
  adaptTo(source: PolledSource): void {
    this.history.failures = 0;
    this.history.longOwed = true;
    this.validators.clear();
    for (const [id, document] of this.waiting) {
      if (source.kind === 'single' || !isStillWanted(source, document)) this.waiting.delete(id);
    }
  }

  success(at: Instant): void {
    this.history.failures = 0;
    this.history.lastSuccessAt = at;
  }

  failure(): void {
    this.history.failures += 1;
  }

  done(entryId: string): void {
    this.waiting.delete(entryId);
    this.remembered.add(entryId);
  }
}
