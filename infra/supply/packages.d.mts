export interface LockedPackage {
  name: string;
  version: string;
  said: string | null;
  /** False: it only builds and tests. */
  shipped: boolean;
  integrity: string | null;
  resolved: string | null;
  hasScript: boolean;
}
export function packagesOf(lock: unknown): LockedPackage[];
export function licenceOf(one: LockedPackage): string | null;
export function wrongIn(packages: readonly LockedPackage[]): string[];
