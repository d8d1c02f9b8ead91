import { mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ecKey } from '../trust/sign-xml.suite.js';
import { SourcesInvalid } from './load-sources.js';
import { SourceFolder } from './source-folder.js';
import type { SourcesInForce } from './decide-sources.js';

const entry = (id: string, lines = ''): string => `id: ${id}
title: ${id}
kind: single
format: cap
url: https://feed.example/${id}.xml
intervalSeconds: 60
attribution: Somebody
licence: Free
enabled: true
${lines}`;

const mapping = (revision: number): string => `theme: evacuation-site
revision: ${revision}
key: [id]
name: name
position: { lng: lng, lat: lat }
attributes: { address: { column: address } }
`;

let root: string;
let dir: string;
let folder: SourceFolder;
let applied: SourcesInForce[];

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'hinomi-sources-'));
  dir = path.join(root, 'sources');
  await mkdir(dir);
  applied = [];
});
afterEach(async () => {
  await folder.stop();
  await rm(root, { recursive: true });
});

const write = (file: string, text: string): Promise<void> => writeFile(path.join(dir, file), text);
async function follow(): Promise<void> {
  folder = await SourceFolder.open(dir, {});
  folder.follow(async (inForce) => void applied.push(inForce));
  await twoLooks();
}
async function twoLooks(): Promise<void> {
  await folder.look();
  await folder.look();
}
const inForce = (): string[] => folder.sources.map(({ id, title }) => `${id} ${title}`);
const problems = (): string[] =>
  [...(applied.at(-1)?.sources ?? []), ...(applied.at(-1)?.unread ?? [])].flatMap(({ problems: found = [] }) =>
    found.map(({ file, path: at }) => `${file} ${at}`),
  );

describe('SourceFolder', () => {
  it('says nothing while nothing changes', async () => {
    await write('a.yaml', entry('a'));
    await follow();
    await twoLooks();
    await write('README.md', '# Sources');
    await write('.a.yaml.swp', 'binary');
    await twoLooks();
    expect(applied).toEqual([]);
  });

  it('takes an entry that is added, changed, switched off and removed', async () => {
    await write('a.yaml', entry('a'));
    await follow();
    await write('b.yaml', entry('b'));
    await twoLooks();
    expect(inForce()).toEqual(['a a', 'b b']);
    await write('a.yaml', entry('a').replace('title: a', 'title: new'));
    await twoLooks();
    expect(inForce()).toEqual(['a new', 'b b']);
    await write('b.yaml', entry('b').replace('enabled: true', 'enabled: false'));
    await twoLooks();
    expect(applied.at(-1)?.sources.map(({ enabled }) => enabled)).toEqual([true, false]);
    await unlink(path.join(dir, 'b.yaml'));
    await twoLooks();
    expect(inForce()).toEqual(['a new']);
    expect(applied).toHaveLength(4);
  });

  it('takes what an editor puts in the place of the file, and what a link is turned to', async () => {
    await write('a.yaml', entry('a'));
    await writeFile(path.join(root, 'one'), entry('linked'));
    await writeFile(path.join(root, 'two'), entry('linked').replace('title: linked', 'title: two'));
    await symlink(path.join(root, 'one'), path.join(dir, 'linked.yaml'));
    await follow();
    await write('a.yaml.tmp', entry('a').replace('title: a', 'title: new'));
    await rename(path.join(dir, 'a.yaml.tmp'), path.join(dir, 'a.yaml'));
    await symlink(path.join(root, 'two'), path.join(dir, 'next'));
    await rename(path.join(dir, 'next'), path.join(dir, 'linked.yaml'));
    await twoLooks();
    expect(inForce()).toEqual(['a new', 'linked two']);
  });

  it('waits until a file is written to its end: its beginning may be an entry without what makes it safe', async () => {
    const whole = entry('a', 'signature: { certificates: [a.pem], required: true }\n');
    await write('a.pem', ecKey().pem);
    await write('a.yaml', whole);
    await follow();
    await write('a.yaml', whole.slice(0, whole.indexOf('signature')));
    await folder.look();
    await write('a.yaml', whole);
    await twoLooks();
    expect(applied).toEqual([]);
    expect(folder.sources[0]?.pinned?.required).toBe(true);
  });

  it('leaves a source as it was for an edit that is wrong, says so once, and takes the right one', async () => {
    await write('a.yaml', entry('a'));
    await follow();
    await write('a.yaml', entry('a').replace('title: a', 'title: new').replace('https', 'gopher'));
    await write('b.yaml', 'id: [');
    await twoLooks();
    await twoLooks();
    expect(inForce()).toEqual(['a a']);
    expect(problems()).toEqual(['a.yaml /url', 'b.yaml /']);
    expect(applied).toHaveLength(1);
    await write('a.yaml', entry('a').replace('title: a', 'title: new'));
    await unlink(path.join(dir, 'b.yaml'));
    await twoLooks();
    expect(inForce()).toEqual(['a new']);
    expect(problems()).toEqual([]);
  });

  it('leaves everything as it was while the folder is away, and goes on when it is back', async () => {
    await write('a.yaml', entry('a'));
    await follow();
    await rename(dir, `${dir}-away`);
    await twoLooks();
    await twoLooks();
    expect(inForce()).toEqual(['a a']);
    expect(problems()).toEqual(['a.yaml /']);
    expect(applied).toHaveLength(1);
    await rename(`${dir}-away`, dir);
    await write('b.yaml', entry('b'));
    await twoLooks();
    expect(inForce()).toEqual(['a a', 'b b']);
    expect(problems()).toEqual([]);
  });

  it('takes a secret and a key that change beside the entry or elsewhere', async () => {
    const secret = path.join(root, 'token');
    await write('a.yaml', entry('a', `credentials: { bearer: { file: ${secret} } }\n`));
    await write('b.yaml', entry('b', 'signature: { certificates: [b.pem] }\n'));
    await write('b.pem', ecKey().pem);
    await follow();
    expect(folder.sources[0]).toMatchObject({ problems: [{ path: '/credentials/bearer' }] });
    await writeFile(secret, 'one');
    await twoLooks();
    const accessOf = () => (folder.sources[0] as { access?: { bearer: { reveal(): string } } }).access?.bearer.reveal();
    expect(accessOf()).toBe('one');
    await writeFile(secret, 'two');
    await write('b.pem', `${ecKey().pem}${ecKey().pem}`);
    await twoLooks();
    expect(accessOf()).toBe('two');
    expect(folder.sources[1]?.pinned?.keys).toHaveLength(2);
    await unlink(secret);
    await twoLooks();
    expect(accessOf()).toBe('two');
    expect(problems()).toEqual(['a.yaml /credentials/bearer']);
  });

  it('takes a mapping that changes', async () => {
    const mapped = entry('a').replace('kind: single\nformat: cap', 'kind: pushed\nformat: csv');
    const pushed = mapped.replace(/url: .*\nintervalSeconds: 60\n/, '');
    await mkdir(path.join(dir, 'mappings'));
    await write('mappings/a.yaml', mapping(1));
    await write('a.yaml', `${pushed}mapping: mappings/a.yaml\n`);
    await follow();
    const before = folder.sources[0]?.table;
    await write('mappings/a.yaml', mapping(2));
    await twoLooks();
    expect(folder.sources[0]?.table).toBeDefined();
    expect(folder.sources[0]?.table).not.toEqual(before);
  });

  it('tries again what could not be put in force', async () => {
    await write('a.yaml', entry('a'));
    folder = await SourceFolder.open(dir, {});
    let failures = 1;
    folder.follow(async (next) => {
      if (next.sources.length > 1 && failures-- > 0) throw new Error('not now');
      applied.push(next);
    });
    await write('b.yaml', entry('b'));
    await twoLooks();
    expect(inForce()).toEqual(['a a']);
    await twoLooks();
    expect(inForce()).toEqual(['a a', 'b b']);
    expect(problems()).toEqual([]);
  });

  it('does not start with an entry that is wrong, nor with two of one name', async () => {
    await write('a.yaml', entry('a'));
    folder = await SourceFolder.open(dir, {});
    await write('a.yml', entry('a'));
    await expect(SourceFolder.open(dir, {})).rejects.toThrow(SourcesInvalid);
    await expect(SourceFolder.open(dir, {})).rejects.toThrow('a.yml /: there is a file a.yaml already');
  });
});
