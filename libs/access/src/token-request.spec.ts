import { describe, expect, it } from '@jest/globals';
import { readTokenRequest } from './token-request.js';

const basic = (id: string, secret: string): string => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const grant = { grant_type: 'client_credentials' };

describe('readTokenRequest', () => {
  it('takes the secret from the header or from the body', () => {
    expect(readTokenRequest(basic('a%3Ab', 'p+q%25'), grant)).toMatchObject({ clientId: 'a:b', clientSecret: 'p q%' });
    expect(readTokenRequest(undefined, { ...grant, client_id: 'a', client_secret: 's' })).toMatchObject({
      outcome: 'understood',
      clientId: 'a',
      clientSecret: 's',
    });
  });

  it.each([
    ['no body', undefined, undefined, 'invalid_request'],
    ['no grant', undefined, { client_id: 'a', client_secret: 's' }, 'invalid_request'],
    ['another grant', undefined, { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no client', undefined, grant, 'invalid_client'],
    ['a parameter twice', undefined, { grant_type: ['client_credentials', 'x'] }, 'invalid_request'],
    ['both ways at once', basic('a', 's'), { ...grant, client_secret: 's' }, 'invalid_request'],
    ['two clients', basic('a', 's'), { ...grant, client_id: 'b' }, 'invalid_request'],
    ['another scheme', 'Bearer abc', grant, 'invalid_client'],
    ['a broken escape', basic('%zz', 's'), grant, 'invalid_client'],
    ['no colon', `Basic ${Buffer.from('abc').toString('base64')}`, grant, 'invalid_client'],
  ])('refuses %s', (_what, authorization, body, error) => {
    expect(readTokenRequest(authorization, body)).toMatchObject({ outcome: 'refused', error });
  });
});
