import type { ImportOptions, ShelterImport } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';

const BASE = '/api/v1/shelters/imports';
const at = (id: string, step = ''): string => `${BASE}/${encodeURIComponent(id)}${step}`;

/** The hub takes no larger file. */
export const MOST_BYTES = 64 * 1024 * 1024;

export function listImports(api: HubApi): Promise<ShelterImport[]> {
  return api.getList<ShelterImport>(BASE, 'imports');
}

export function readImport(api: HubApi, id: string): Promise<ShelterImport> {
  return api.get(at(id));
}

export function sendList(api: HubApi, file: File): Promise<ShelterImport> {
  return api.upload(`/api/v1/shelters/import?${new URLSearchParams({ fileName: file.name.slice(-200) })}`, file);
}

export function decideImport(api: HubApi, id: string, options: ImportOptions): Promise<ShelterImport> {
  return api.tell('PATCH', at(id), options);
}

export function stepImport(api: HubApi, id: string, step: 'start' | 'cancel' | 'undo'): Promise<ShelterImport> {
  return api.tell('POST', at(id, `/${step}`));
}
