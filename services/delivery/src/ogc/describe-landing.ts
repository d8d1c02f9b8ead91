import { worldOf } from './describe-collection.js';
import { ASYNC_API_TYPE, JSON_TYPE, OPEN_API_TYPE } from './ogc-vocabulary.js';

/** The landing page; the second description is that of the messages (OGC API - EDR Part 2, `req/pubsub`). */
export function describeLanding(hub: string, exercise: boolean) {
  const base = `${hub}/ogc`;
  const world = worldOf(exercise);
  return {
    title: 'Hinomi: the picture as features',
    description: 'Disaster information as OGC API - Features; see docs/ogc-api.md.',
    links: [
      { href: `${base}${world}`, rel: 'self', type: JSON_TYPE, title: 'This page' },
      { href: `${base}/api${world}`, rel: 'service-desc', type: OPEN_API_TYPE, title: 'The requests (OpenAPI)' },
      { href: `${hub}/asyncapi.json`, rel: 'service-desc', type: ASYNC_API_TYPE, title: 'The messages (AsyncAPI)' },
      { href: `${base}/conformance${world}`, rel: 'conformance', type: JSON_TYPE, title: 'Conformance classes' },
      { href: `${base}/collections${world}`, rel: 'data', type: JSON_TYPE, title: 'The collections' },
    ],
  };
}
