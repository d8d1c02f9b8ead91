import { hoursBeyond, silenceLimitHours, type SilentShelter } from '@hinomi/contracts';
import { isOpen, type KnownShelter } from './derive-entry.js';

/**
 * Open shelters that nobody reported from for too long, the worst first: by how far beyond their limit, then by how many people.
 * `hours` null = the limit of each one's own phase.
 */
export function deriveSilent(shelters: Iterable<KnownShelter>, hours: number | null, nowMs: number): SilentShelter[] {
  const silent: { beyond: number; shelter: SilentShelter }[] = [];
  for (const known of shelters) {
    if (!isOpen(known)) continue;
    const { entry, phone, openedAt } = known;
    const limitHours = hours ?? silenceLimitHours(openedAt, nowMs);
    const beyond = hoursBeyond({ reportedAt: entry.reportedAt, openedAt }, limitHours, nowMs);
    if (beyond !== null) silent.push({ beyond, shelter: { ...entry, phone, limitHours } });
  }
  return silent
    .sort(
      (a, b) =>
        Number(b.shelter.reportedAt === null) - Number(a.shelter.reportedAt === null) ||
        (a.beyond === b.beyond ? 0 : b.beyond - a.beyond) ||
        (b.shelter.evacueeno ?? 0) - (a.shelter.evacueeno ?? 0) ||
        (a.shelter.id < b.shelter.id ? -1 : 1),
    )
    .map(({ shelter }) => shelter);
}
