import { answered, json, text, type Endpoint } from './endpoint.js';
import { CAP_FEED_QUERY, SIP4D_LIST_QUERY, SIP4D_PACKAGE_QUERY } from './parameters.js';

const WRONG = [400, ['request.invalid']] as const;
const NO_SUCH = [404, ['not-found']] as const;
const TOO_MANY = [429, ['request.too-many']] as const;
const ATOM = text('application/atom+xml');
const CAP = text('application/cap+xml');
const get = { method: 'GET', tag: 'standard feeds' } as const;
const theirs = { ...get, access: 'picture:read' } as const;

/** Feeds in the forms of others. The open ones are absent where the hub has no public page. */
export const STANDARD_FEED_ENDPOINTS: readonly Endpoint[] = [
  {
    ...{ ...get, access: 'open', path: '/api/v1/cap/feed.atom', query: CAP_FEED_QUERY },
    summary: 'CAP alerts for everybody: those in force, and for 48 hours those that ended.',
    answer: answered('An Atom feed.', ATOM),
    errors: [WRONG, TOO_MANY],
  },
  {
    ...{ ...get, access: 'open', path: '/api/v1/cap/alerts/{file}', summary: 'One of them.' },
    answer: answered('CAP 1.2.', CAP),
    errors: [NO_SUCH, TOO_MANY],
  },
  {
    ...{ ...theirs, path: '/api/v1/cap/alerts.atom', query: CAP_FEED_QUERY },
    summary: 'The same, as the holder of the token sees them.',
    answer: answered('An Atom feed.', ATOM),
    errors: [WRONG],
  },
  {
    ...{ ...theirs, path: '/api/v1/cap/seen/{file}', summary: 'One of them.' },
    answer: answered('CAP 1.2.', CAP),
    errors: [NO_SUCH],
  },
  {
    ...{ ...theirs, path: '/api/v1/sip4d-zip', query: SIP4D_LIST_QUERY },
    summary: 'Which packages of SIP4D-ZIP there are now.',
    answer: answered('The packages.', json(null)),
    errors: [WRONG],
  },
  {
    ...{ ...theirs, path: '/api/v1/sip4d-zip/{layer}', query: SIP4D_PACKAGE_QUERY },
    summary: 'One package of SIP4D-ZIP.',
    answer: answered('The package.', text('application/zip')),
    errors: [WRONG],
  },
];
