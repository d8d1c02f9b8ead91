import { createHash } from 'node:crypto';
import { millisOf, type Instant } from '@hinomi/contracts';
import type { PolledSource } from '../sources/source.js';
import { isStillWanted } from './decide-entries.js';
import { RECOVERY_GAP_MS, type PollHistory } from './decide-poll.js';
import type { WaitingDocument } from './fetch-documents.js';
import type { Validators } from './http-get.js';
import { RememberedEntries } from './remembered-entries.js';

/** What polling a source has come to; outlives a change of its entry, so that nothing is lost or fetched again. */
export class PollMemory {
  readonly history: PollHistory = { lastSuccessAt: null, longOwed: false, failures: 0 };
  /** Of what was read in full, by address. */
  private readonly read = new Map<string, { validators: Validators; at: Instant }>();
  /** By name, the digest of what was handed on last. */
  private readonly handed = new RememberedEntries();
  readonly remembered = new RememberedEntries();
  /** Documents listed and not handed on yet, by entry. */
  readonly waiting = new Map<string, WaitingDocument>();
  wrongInARow = 0;

  /** The entry reads otherwise: its lists are read anew, and what waits is kept where the entry still wants it. */
  adaptTo(source: PolledSource): void {
    this.history.failures = 0;
    this.history.longOwed = true;
    this.read.clear();
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

  /**
   * What makes the next request for it conditional. Before a list may have dropped what nobody saw it is asked for in full:
   * some publishers say "unchanged" of what has changed.
   */
  validatorsOf(url: string, now: Instant): Validators | undefined {
    const last = this.read.get(url);
    return last && millisOf(now) - millisOf(last.at) < RECOVERY_GAP_MS ? last.validators : undefined;
  }

  readInFull(url: string, validators: Validators, at: Instant): void {
    this.read.set(url, { validators, at });
  }

  /** Whether just this was handed on under its name the last time: a list may call everything changed all the time. */
  isRepeat(name: string, bytes: Uint8Array): boolean {
    return this.handed.get(name) === digestOf(bytes);
  }

  handedOn(name: string, bytes: Uint8Array): void {
    this.handed.add(name, digestOf(bytes));
  }

  done(entryId: string): void {
    this.waiting.delete(entryId);
    this.remembered.add(entryId);
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}
