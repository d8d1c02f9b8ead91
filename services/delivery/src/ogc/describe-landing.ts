import { ASYNC_API_TYPE, JSON_TYPE, OPEN_API_TYPE } from './ogc-vocabulary.js';

/** The landing page; the second description is that of the messages (OGC API - EDR Part 2, `req/pubsub`). */
export function describeLanding(hub: string) {
  const base = `${hub}/ogc`;
  return {
    title: 'Hinomi: the picture as features',
    description: 'Disaster information as OGC API - Features; see docs/ogc-api.md.',
    links: [
      { href: base, rel: 'self', type: JSON_TYPE, title: 'This page' },
      { href: `${base}/api`, rel: 'service-desc', type: OPEN_API_TYPE, title: 'The requests (OpenAPI)' },
      { href: `${hub}/asyncapi.json`, rel: 'service-desc', type: ASYNC_API_TYPE, title: 'The messages (AsyncAPI)' },
      { href: `${base}/conformance`, rel: 'conformance', type: JSON_TYPE, title: 'Conformance classes' },
      { href: `${base}/collections`, rel: 'data', type: JSON_TYPE, title: 'The collections' },
    ],
  };
}
