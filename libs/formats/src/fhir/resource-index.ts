import { FhirFault, isObject, part, parts, text, type Node } from './node.js';

/** One resource of a document. */
export interface FhirResource extends Node {
  type: string;
  fullUrl: string | null;
  /** The bundle that it stands in, whose other resources it may name. */
  scope: Scope;
}

interface Scope {
  byReference: Map<string, FhirResource>;
  outer: Scope | null;
}

export const MAX_RESOURCES = 5_000;
/** 分割処方 are bundles within a bundle; nothing nests deeper. */
const MAX_BUNDLES = 3;

/** Every resource of a document, those of bundles within it as well; `FhirFault` for what is no document of resources. */
export function listResources(root: Node): FhirResource[] {
  const found: FhirResource[] = [];
  collect(root, null, null, 0, found);
  return found;
}

function collect(node: Node, fullUrl: string | null, outer: Scope | null, depth: number, found: FhirResource[]): void {
  const type = text(node, 'resourceType');
  if (type === null) throw new FhirFault('required', `${node.path}.resourceType`, 'says not what it is');
  const scope = outer ?? { byReference: new Map(), outer: null };
  if (type === 'Bundle') {
    if (depth >= MAX_BUNDLES) throw new FhirFault('too-costly', node.path, 'bundles are nested too deep');
    const inner: Scope = { byReference: new Map(), outer };
    for (const entry of parts(node, 'entry')) {
      const resource = part(entry, 'resource');
      if (resource === null || isNone(entry)) continue;
      collect(resource, text(entry, 'fullUrl'), inner, depth + 1, found);
    }
    return;
  }
  if (found.length >= MAX_RESOURCES)
    throw new FhirFault('too-costly', node.path, `more than ${MAX_RESOURCES} resources`);
  const resource: FhirResource = { ...node, type, fullUrl, scope };
  found.push(resource);
  const id = text(node, 'id');
  for (const name of [fullUrl, id === null ? null : `${type}/${id}`]) {
    if (name !== null && !scope.byReference.has(name)) scope.byReference.set(name, resource);
  }
}

/** What a search says about itself, and what a transaction takes away, are no part of the record. */
function isNone(entry: Node): boolean {
  const mode = text(part(entry, 'search'), 'mode');
  const method = text(part(entry, 'request'), 'method');
  return mode === 'outcome' || method === 'DELETE' || method === 'GET';
}

/** What a reference names: contained, by full URL, relative to the server that the document comes from; null when it is not here. */
export function resolveReference(from: FhirResource, reference: Node | null): FhirResource | null {
  const written = text(reference, 'reference');
  if (written === null) return null;
  if (written.startsWith('#')) return contained(from, written.slice(1));
  const bare = written.replace(/\/_history\/[^/]*$/, '');
  const base = from.fullUrl === null ? null : /^(https?:\/\/.*?\/)[A-Za-z]+\/[^/]+$/.exec(from.fullUrl)?.[1];
  const relative = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})$/.exec(bare)?.[1];
  const names = [bare, base === undefined || base === null ? null : `${base}${bare}`, relative ?? null];
  for (let scope: Scope | null = from.scope; scope !== null; scope = scope.outer) {
    for (const name of names) {
      const found = name === null ? undefined : scope.byReference.get(name);
      if (found) return found;
    }
  }
  return null;
}

function contained(from: FhirResource, id: string): FhirResource | null {
  const list = from.value['contained'];
  if (!Array.isArray(list)) return null;
  for (const [index, value] of list.entries()) {
    if (!isObject(value) || value['id'] !== id) continue;
    const node = { value, path: `${from.path}.contained[${index}]` };
    const type = text(node, 'resourceType');
    return type === null ? null : { ...node, type, fullUrl: null, scope: from.scope };
  }
  return null;
}
