import { Inject, Injectable } from '@nestjs/common';
import { Policies, type Principal } from '@hinomi/access';
import type { CarePurpose, FeatureId } from '@hinomi/contracts';
import type { CareRequest } from '../care/care.js';
import { ShelterPlaces } from '../host/shelter-places.js';
import type { Actor } from '../vault/vault-change.js';

/** What the policies say to somebody who works at a shelter. */
@Injectable()
export class CareRequests {
  constructor(
    @Inject(Policies) private readonly policies: Policies,
    @Inject(ShelterPlaces) private readonly places: ShelterPlaces,
  ) {}

  of(principal: Principal, purpose: CarePurpose, shelter: FeatureId): CareRequest {
    const named = this.places.nameOf(shelter);
    return { who: actorOf(principal), purpose, shelter: named, permitted: this.mayCare(principal, purpose, named) };
  }

  mayCare(principal: Principal, purpose: string, shelter: string): boolean {
    return this.inAny(shelter, (code) => this.policies.mayCare(principal, purpose, code));
  }

  /** Whether a shelter's counts, or what was done there, are theirs to see. */
  maySee(principal: Principal, shelter: string): boolean {
    return this.inAny(shelter, (code) => this.policies.mayReport(principal, { jurisdiction: code, ids: [shelter] }));
  }

  private inAny(shelter: string, may: (code: string | null) => boolean): boolean {
    const codes = this.places.jurisdictionsOf(shelter);
    return codes.length === 0 ? may(null) : codes.some(may);
  }
}

export function actorOf({ subject, role, agency, name }: Principal): Actor {
  return { actor: subject, role, agency, name };
}
