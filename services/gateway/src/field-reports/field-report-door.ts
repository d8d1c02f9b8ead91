import { Inject, Injectable } from '@nestjs/common';
import { HubError, realmOf, type FieldReportContent } from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { decideFieldStep } from './decide-field-step.js';
import { FieldReportShelf, type KnownFieldReport } from './field-report-shelf.js';
import { normaliseFieldStep, type EnteredFieldStep } from './normalise-field-step.js';

const log = logOf('gateway');

/** `content` null: what the report said before, of what ends it. */
export type WishedStep = Omit<EnteredFieldStep, 'number' | 'content'> & { content: FieldReportContent | null };

/** Takes steps one after the other: of two who change what both saw, the second is told. */
@Injectable()
export class FieldReportDoor {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(FieldReportShelf) private readonly shelf: FieldReportShelf,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {}

  /** Resolves when the step is on the log, or was before; `field-report.overtaken` where somebody else was first. */
  enter(wished: WishedStep, after: string | null): Promise<KnownFieldReport> {
    const entering = this.last.then(() => this.enterNow(wished, after));
    this.last = entering.catch(() => undefined);
    return entering;
  }

  private async enterNow(wished: WishedStep, after: string | null): Promise<KnownFieldReport> {
    await this.shelf.catchUp(realmOf(wished));
    const nowMs = (this.settings.now ?? Date.now)();
    const known = this.shelf.find(wished.subject);
    const asked = { ...wished, after, since: wished.content?.since ?? null };
    const decision = decideFieldStep(known, asked, nowMs);
    switch (decision.outcome) {
      case 'refused':
        throw new HubError('request.invalid', decision.why, { place: { path: decision.path } });
      case 'overtaken':
        throw new HubError('field-report.overtaken', 'Somebody changed this report meanwhile: look at it again.');
      case 'accepted': {
        const content = wished.content ?? known?.steps.at(-1)?.content;
        if (content === undefined) throw noReport(wished.subject);
        const number = (known?.steps.length ?? 0) + 1;
        await this.shelf.append(normaliseFieldStep({ ...wished, content, number }));
        log.info('a field report', { report: wished.subject, step: wished.step, by: wished.by.subject });
        break;
      }
      case 'already-known':
        break;
    }
    const entry = this.shelf.find(wished.subject);
    if (entry === undefined) throw noReport(wished.subject);
    return entry;
  }
}

export function noReport(id: string): HubError {
  return new HubError('field-report.not-found', `There is no field report ${id}.`);
}
