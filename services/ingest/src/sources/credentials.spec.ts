import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { secretsIn } from '@hinomi/service-kit';
import { Credentials, resolveCredentials } from './credentials.js';
import { addressWith, headersWith, withoutSecrets } from './present-credentials.js';

const VALUE = 'hunter2';
const env = secretsIn({ HINOMI_SECRET_A: VALUE, HINOMI_SECRET_EMPTY: '', HINOMI_SECRET_TORN: 'a\nb', OTHER: 'x' });
const here = { env: 'HINOMI_SECRET_A' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hinomi-credentials-'));
  await writeFile(path.join(folder, 'token'), `${VALUE}\n`);
  await writeFile(path.join(folder, 'void'), '\n');
  await writeFile(path.join(folder, 'bytes'), Buffer.from([0xff, 0xfe, 0]));
  await writeFile(path.join(folder, 'large'), 'x'.repeat(20_000));
});
afterAll(() => rm(folder, { recursive: true }));

const resolved = async (written: unknown) => {
  const outcome = await resolveCredentials(Credentials.parse(written), env, folder);
  if (outcome.outcome === 'missing') throw new Error(`${outcome.path} ${outcome.message}`);
  return outcome.credentials;
};

describe('the credentials of a source', () => {
  it.each([
    [
      { user: '利用者', password: here },
      { authorization: `Basic ${Buffer.from(`利用者:${VALUE}`).toString('base64')}` },
    ],
    [{ bearer: here }, { authorization: `Bearer ${VALUE}` }],
    [{ bearer: { file: 'token' } }, { authorization: `Bearer ${VALUE}` }],
    [{ header: { name: 'X-Api-Key', value: here } }, { 'x-api-key': VALUE }],
    [{ query: { name: 'key', value: here } }, {}],
  ])('%j become what a publisher asks for', async (written, headers) => {
    expect(headersWith(await resolved(written))).toEqual(headers);
  });

  it('stand in the address only where the publisher wants them there', async () => {
    const url = new URL('https://feed.example/list?area=1');
    const query = await resolved({ query: { name: 'key', value: here } });
    expect(addressWith(url, query).href).toBe(`https://feed.example/list?area=1&key=${VALUE}`);
    expect(addressWith(addressWith(url, query), query).search).toBe(`?area=1&key=${VALUE}`);
    expect(url.search).toBe('?area=1');
    expect(addressWith(url, await resolved({ bearer: here })).href).toBe(url.href);
  });

  it('are read from a file anywhere', async () => {
    expect(headersWith(await resolved({ bearer: { file: path.join(folder, 'token') } }))).toEqual({
      authorization: `Bearer ${VALUE}`,
    });
  });

  it('show themselves to nobody', async () => {
    const credentials = await resolved({ query: { name: 'key', value: here } });
    expect(JSON.stringify(credentials) + inspect(credentials)).not.toContain(VALUE);
    expect(withoutSecrets(`entry leads to /a?key=${VALUE}&b`, credentials)).toBe('entry leads to /a?key=***&b');
    expect(withoutSecrets('HTTP 403', credentials)).toBe('HTTP 403');
  });

  it.each([
    ['a literal', { bearer: VALUE }, 'a secret is never written into an entry'],
    ['a literal password', { user: 'me', password: VALUE }, 'a secret is never written into an entry'],
    ['a literal in place of the variable', { bearer: { env: VALUE } }, 'expected the name of a variable'],
    ['a literal as a key', { bearer: { [VALUE]: null } }, 'a secret is never written into an entry'],
    ['a variable of something else', { bearer: { env: 'PATH' } }, 'expected the name of a variable'],
    ['two references', { bearer: { ...here, file: VALUE } }, 'a secret is never written into an entry'],
    ['two ways', { bearer: here, header: { name: 'x', value: here } }, 'expected one of'],
    ['a name without a password', { user: 'me' }, 'expected one of'],
    ['a password without a name', { password: here }, 'expected one of'],
    ['no way', {}, 'expected one of'],
    ['a way that is none', { [VALUE]: here }, 'expected one of'],
    ['text', VALUE, 'expected one of'],
    ['a header of the connection', { header: { name: 'Host', value: here } }, 'belongs to the connection'],
    ['a header that is two', { header: { name: 'a: b\r\nc', value: here } }, 'expected the name of a header'],
    ['a name with a colon', { user: 'a:b', password: here }, 'without colon'],
  ])('are refused as %s, without repeating it', (_what, written, told) => {
    const parsed = Credentials.safeParse(written);
    const message = JSON.stringify(parsed.error?.issues.map((issue) => [issue.path, issue.message]));
    expect(message).toContain(told);
    expect(message).not.toContain(VALUE);
  });

  it.each([
    [{ bearer: { env: 'HINOMI_SECRET_B' } }, '/bearer HINOMI_SECRET_B is not set in the environment'],
    [{ bearer: { env: 'HINOMI_SECRET_EMPTY' } }, '/bearer HINOMI_SECRET_EMPTY is not set in the environment'],
    [{ bearer: { env: 'HINOMI_SECRET_TORN' } }, '/bearer HINOMI_SECRET_TORN holds characters that no secret has'],
    [{ user: 'me', password: { file: 'none' } }, '/password none cannot be read (ENOENT)'],
    [{ header: { name: 'x', value: { file: 'void' } } }, '/header/value void is empty'],
    [{ header: { name: 'x', value: { file: 'bytes' } } }, '/header/value bytes holds characters that no secret has'],
    [{ query: { name: 'x', value: { file: 'large' } } }, '/query/value large is too large for a secret'],
    [{ query: { name: 'x', value: { file: '.' } } }, '/query/value . cannot be read (EISDIR)'],
  ])('%j are missing, and say so', async (written, why) => {
    await expect(resolved(written)).rejects.toThrow(why);
  });
});
