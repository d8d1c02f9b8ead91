import { silenceLimitHours, silentFromMs, type SilentShelter } from '@hinomi/contracts';
import { isOpen, type KnownShelter } from './derive-entry.js';

/**
 * Open shelters of which nobody said a word for too long, the worst first: whoever never reported, then by how far beyond their
 * limit, then by how many people. `hours` null = the limit of each one's own phase.
 */
export function deriveSilent(shelters: Iterable<KnownShelter>, hours: number | null, nowMs: number): SilentShelter[] {
  const silent: { fromMs: number; shelter: SilentShelter }[] = [];
  for (const known of shelters) {
    if (!isOpen(known)) continue;
    const { entry, phone, openedAt, heardAt } = known;
    const fromMs = silentFromMs({ heardAt, openedAt }, hours);
    if (fromMs > nowMs) continue;
    const limitHours = hours ?? silenceLimitHours(openedAt, fromMs);
    silent.push({ fromMs, shelter: { ...entry, phone, lastHeardAt: heardAt, limitHours } });
  }
  return silent
    .sort(
      (a, b) =>
        Number(b.shelter.reportedAt === null) - Number(a.shelter.reportedAt === null) ||
        (a.fromMs === b.fromMs ? 0 : a.fromMs - b.fromMs) ||
        (b.shelter.evacueeno ?? 0) - (a.shelter.evacueeno ?? 0) ||
        (a.shelter.id < b.shelter.id ? -1 : 1),
    )
    .map(({ shelter }) => shelter);
}
