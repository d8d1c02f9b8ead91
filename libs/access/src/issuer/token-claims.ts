import type { Role } from '@hinomi/contracts';

/** What this hub's own access tokens say beyond RFC 9068. */
export interface TokenClaims {
  role: Role;
  name: string;
  agency?: string | null;
  jurisdiction?: string | null;
  /** Absent or null = bound to no shelter in particular. */
  shelters?: readonly string[] | null;
  /** The revision of the account it was made from; demonstration accounts have none, they never change. */
  rev?: number;
}
