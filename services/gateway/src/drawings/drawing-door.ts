import { Inject, Injectable } from '@nestjs/common';
import {
  HubError,
  instantFromMillis,
  realmOf,
  type DrawingReceipt,
  type DrawingRequest,
  type DrawingWrittenV1,
} from '@hinomi/contracts';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { decideDrawing } from './decide-drawing.js';
import type { KnownDrawing } from './drawing-book.js';
import { Drawings } from './drawings.js';

/** Who draws, and whose headquarters they are. */
export interface Drawer {
  by: DrawingWrittenV1['by'];
  jurisdiction: string | null;
  sees: (known: KnownDrawing) => boolean;
}

/** Takes what is drawn one after the other: of two who change what both saw, the second is told. */
@Injectable()
export class DrawingDoor {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(Drawings) private readonly drawings: Drawings,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {}

  /**
   * Resolves when it is on the log, or was before; `drawing.overtaken` where somebody else was first, `drawing.not-found` for another
   * version of what there is not, or not for this drawer.
   */
  enter(asked: DrawingRequest, drawer: Drawer): Promise<Omit<DrawingReceipt, 'entry'> & { entry: KnownDrawing }> {
    const entering = this.last.then(() => this.enterNow(asked, drawer));
    this.last = entering.catch(() => undefined);
    return entering;
  }

  private async enterNow(asked: DrawingRequest, drawer: Drawer) {
    const { drawingId, writeId, replaces, drawing, exercise } = asked;
    const realm = realmOf(asked);
    const book = this.drawings.of(realm);
    let known = book.find(asked);
    let decision = decideDrawing(known, asked);
    // Another gateway may have written what this one has not read yet.
    if (decision.outcome === 'overtaken' || decision.outcome === 'unknown') {
      await this.drawings.catchUp(realm);
      known = book.find(asked);
      decision = decideDrawing(known, asked);
    }
    if (decision.outcome === 'unknown' || (known !== undefined && !drawer.sees(known)))
      throw new HubError('drawing.not-found', `There is no drawing ${drawingId}.`);
    if (decision.outcome === 'overtaken') throw overtaken();
    if (known !== undefined && decision.outcome === 'already-known') return { outcome: 'known' as const, entry: known };
    if (decision.outcome === 'accepted')
      await this.drawings.append({
        ...{ drawingId, writeId, replaces, drawing, exercise, by: drawer.by },
        version: decision.version,
        jurisdiction: known === undefined ? drawer.jurisdiction : known.jurisdiction,
        writtenAt: instantFromMillis((this.settings.now ?? Date.now)()),
      });
    const entry = book.find(asked);
    // Another gateway was first on the log.
    if (entry === undefined || !entry.versions.some((version) => version.writeId === writeId)) throw overtaken();
    return { outcome: 'written' as const, entry };
  }
}

function overtaken(): HubError {
  return new HubError('drawing.overtaken', 'Somebody changed this drawing meanwhile: look at it again.');
}
