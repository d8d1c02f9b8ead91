import type { AreaSet, Geometry } from '@hinomi/contracts';

/** Boundaries without shapes: every code is known, in one edition per set that a spec may change. */
export class FlatBoundaries {
  constructor(private name = 'flat-1') {}

  /** From now on another edition of every set is in force. */
  use(name: string): void {
    this.name = name;
  }

  inForce(set: AreaSet): { set: AreaSet; edition: string; digest: string; approximate: boolean; attribution: string } {
    return { set, edition: `${set}@${this.name}`, digest: this.name, approximate: false, attribution: '' };
  }

  editions(): ReturnType<FlatBoundaries['inForce']>[] {
    return [];
  }

  find(): null {
    return null;
  }

  has(): boolean {
    return true;
  }

  shape(): Geometry | null {
    return null;
  }

  bounds(): null {
    return null;
  }

  isApproximate(): boolean {
    return false;
  }
}
