/** What one process may host; all of it unless told otherwise. */
export const SERVICES = ['ingest', 'shelter', 'phr', 'aggregator', 'gateway', 'delivery'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** At least one, and each of them known. */
export function areServices(names: unknown): names is ServiceName[] {
  return Array.isArray(names) && names.length > 0 && names.every((name) => SERVICES.includes(name as ServiceName));
}
