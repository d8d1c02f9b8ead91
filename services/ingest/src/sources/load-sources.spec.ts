import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { secretsIn } from '@hinomi/service-kit';
import { loadSources, SourcesInvalid } from './load-sources.js';
import { ecKey, rsaKey } from '../trust/sign-xml.suite.js';
import { feedIdentities } from './feed-identities.js';
import { polledSources, streamedSources } from './source.js';

const shipped = new URL('../../../../infra/sources/', import.meta.url).pathname;
const good = `id: good
title: Good
kind: single
format: cap
url: https://feed.example/alert.xml
intervalSeconds: 60
attribution: Somebody
licence: Free
enabled: true
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hinomi-sources-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (file: string, text: string): Promise<void> => writeFile(path.join(folder, file), text);

async function problems(): Promise<[file: string, path: string][]> {
  try {
    await loadSources(folder);
  } catch (error) {
    if (error instanceof SourcesInvalid) return error.problems.map((problem) => [problem.file, problem.path]);
    throw error;
  }
  return [];
}

const stream = `id: good
title: A stream
kind: websocket
format: p2pquake
url: wss://stream.example/ws
catchUpUrl: https://stream.example/history
codes: [551]
intervalSeconds: 300
attribution: A
licence: L
enabled: true
`;

describe('loadSources', () => {
  it('reads the sources that ship', async () => {
    const sources = await loadSources(shipped);
    expect(sources.map((source) => [source.id, source.kind, source.enabled])).toEqual([
      ['cap-example', 'atom', false],
      ['census', 'pushed', true],
      ['csv-example', 'single', false],
      ['door', 'pushed', true],
      ['gdacs', 'single', true],
      ['gsi-evacuation-sites', 'pushed', true],
      ['gsi-shelters', 'pushed', true],
      ['hub-example', 'hub', false],
      ['jma-eqvol', 'atom', true],
      ['jma-extra', 'atom', true],
      ['jma-snapshot', 'atom', true],
      ['municipal-evacuation-sites', 'pushed', true],
      ['p2pquake', 'websocket', true],
      ['sensors-example', 'mqtt', false],
      ['usgs-2.5-day', 'single', true],
    ]);
    expect(polledSources(sources, 'on').map((source) => source.id)).toEqual([
      'gdacs',
      'jma-eqvol',
      'jma-extra',
      'jma-snapshot',
      'usgs-2.5-day',
    ]);
    expect(streamedSources(sources, 'on').map((source) => source.id)).toEqual(['p2pquake']);
    expect(feedIdentities(sources, 'on').map((feed) => `${feed.id} ${feed.mode}`)).toEqual([
      'cap-example off',
      'census pushed',
      'csv-example off',
      'gdacs polled',
      'gsi-evacuation-sites pushed',
      'gsi-shelters pushed',
      'hub-example off',
      'jma-eqvol polled',
      'jma-extra polled',
      'jma-snapshot polled',
      'municipal-evacuation-sites pushed',
      'p2pquake polled',
      'sensors-example off',
      'usgs-2.5-day polled',
    ]);
  });

  it('reads the keys that a signature entry names, beside the entry', async () => {
    const { pem } = ecKey();
    await write('keys.pem', `a comment\n${pem}${rsaKey().pem}`);
    await write('good.yaml', `${good}signature: { certificates: [keys.pem] }\n`);
    const [source] = await loadSources(folder);
    expect(source?.pinned).toMatchObject({
      required: false,
      keys: [{ name: 'keys.pem' }, { name: 'keys.pem, key 2' }],
    });
  });

  it.each([
    ['no file', 'signature: { certificates: [none.pem], required: true }', '/signature/certificates'],
    ['a file without keys', 'signature: { certificates: [good.yaml] }', '/signature/certificates'],
    ['a weak key', 'signature: { certificates: [weak.pem] }', '/signature/certificates'],
    ['a broken certificate', 'signature: { certificates: [broken.pem] }', '/signature/certificates'],
    ['no key at all', 'signature: { certificates: [], required: true }', '/signature/certificates'],
    ['a demand without keys', 'signature: { required: true }', '/signature/certificates'],
  ])('refuses a signature entry with %s', async (_what, line, at) => {
    await write('weak.pem', rsaKey(1024).pem);
    await write('broken.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    await write('good.yaml', `${good}${line}\n`);
    expect(await problems()).toEqual([['good.yaml', at]]);
  });

  it('disables a source whose secret is missing, and no other', async () => {
    await write('good.yaml', good);
    const keyed = good.replace('id: good', 'id: keyed');
    await write('keyed.yaml', `${keyed}credentials: { bearer: { env: HINOMI_SECRET_KEYED } }\n`);
    const sources = await loadSources(folder);
    expect(polledSources(sources, 'on').map(({ id }) => id)).toEqual(['good']);
    const why = { file: 'keyed.yaml', path: '/credentials/bearer', message: expect.stringContaining('is not set') };
    expect(feedIdentities(sources, 'on')).toMatchObject([
      { id: 'good', mode: 'polled', problems: [] },
      { id: 'keyed', mode: 'off', problems: [why] },
    ]);
    const found = await loadSources(folder, secretsIn({ HINOMI_SECRET_KEYED: 'hunter2' }));
    expect(polledSources(found, 'on').map(({ id }) => id)).toEqual(['good', 'keyed']);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  it('names a missing secret beside what is written wrong, and asks for none of a source that is off', async () => {
    const keyed = `${good}credentials: { user: me, password: { file: none } }\n`;
    await write('good.yaml', keyed);
    await write('off.yaml', keyed.replace('id: good', 'id: off').replace('enabled: true', 'enabled: false'));
    await write('torn.yaml', 'id: [');
    expect(await problems()).toEqual([
      ['good.yaml', '/credentials/password'],
      ['torn.yaml', '/'],
    ]);
  });

  it('asks nobody while polling is off', async () => {
    const sources = await loadSources(shipped);
    expect([...polledSources(sources, 'off'), ...streamedSources(sources, 'off')]).toEqual([]);
    expect(new Set(feedIdentities(sources, 'off').map((feed) => feed.mode))).toEqual(new Set(['off', 'pushed']));
  });

  it('lists every problem of every file at once, with file and path', async () => {
    await write('good.yaml', good);
    await write('keys.yaml', good.replace('id: good', 'id: keys').replace('enabled: true', 'enable: true'));
    await write('link.yaml', good.replace('id: good', 'id: link').replace('https:', 'file:').replace('60', '1'));
    await write('name.yaml', good);
    await write('torn.yaml', 'id: [');
    await write('twice.yaml', `${good}${good}`);
    await write('void.yaml', '');
    expect(await problems()).toEqual([
      ['keys.yaml', '/enabled'],
      ['keys.yaml', '/'],
      ['link.yaml', '/url'],
      ['link.yaml', '/intervalSeconds'],
      ['name.yaml', '/id'],
      ['torn.yaml', '/'],
      ...Array.from({ length: 9 }, () => ['twice.yaml', '/']),
      ['void.yaml', '/'],
    ]);
  });

  it.each([
    ['a secret that is written out', `${good}credentials: { bearer: hunter2 }`, '/credentials/bearer'],
    ['a password in the address', good.replace('https://', 'https://me:secret@'), '/url'],
    ['codes of what has none', good.replace('kind: single', 'kind: atom\ntelegrams: [VXSE51]'), '/telegrams'],
    [
      'a code that is none',
      good.replace('cap', 'jma-xml').replace('kind: single', 'kind: atom\ntelegrams: [quake]'),
      '/telegrams/0',
    ],
    ['a WebSocket that is none', stream.replace('wss:', 'https:'), '/url'],
    ['a password in its address', stream.replace('wss://', 'wss://me:secret@'), '/url'],
    ['a WebSocket that cannot catch up', stream.replace('catchUpUrl', 'url2'), '/catchUpUrl'],
    ['a WebSocket of which nothing is kept', stream.replace('[551]', '[]'), '/codes'],
    ['a WebSocket that catches up too often', stream.replace('300', '10'), '/intervalSeconds'],
    ['a WebSocket of another format', stream.replace('p2pquake', 'cap'), '/format'],
    ['an unknown kind', good.replace('single', 'gopher'), '/kind'],
    ['an unknown format', good.replace('cap', 'pdf'), '/format'],
    ['an id that is part of other ids', good.replace('id: good', 'id: "a:b"'), '/id'],
  ])('refuses %s', async (_what, text, at) => {
    await write('good.yaml', text);
    expect((await problems())[0]).toEqual(['good.yaml', at]);
  });

  it('reads nothing but YAML', async () => {
    await write('README.md', '# Sources');
    expect(await loadSources(folder)).toEqual([]);
  });
});
