import { wrongParameter } from './read-ogc-query.js';

/** Where the next page begins: after the last id of this one, so that what comes and goes meanwhile moves nothing. */
export function pageAfter(id: string): string {
  return Buffer.from(id, 'utf8').toString('base64url');
}

export function readPage(token: string): string {
  const id = Buffer.from(token, 'base64url').toString('utf8');
  if (id === '' || pageAfter(id) !== token) throw wrongParameter('page', 'is not from a next link');
  return id;
}
