import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const DOCUMENTS = ['README.md', 'README.ja.md', 'CONTRIBUTING.md', ...inFolder('docs'), ...inFolder('docs/adr')];
const NAMED_FILE = /`((?:services|libs|web|infra|e2e|docs)\/[\w./-]+\.\w+)`/g;
const LINK = /\]\((?!https?:)([^)#]+)/g;

function inFolder(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

describe.each(DOCUMENTS)('%s', (document) => {
  const text = readFileSync(document, 'utf8');

  it('names only files that are there', () => {
    const named = [...text.matchAll(NAMED_FILE)].map(([, file]) => file ?? '');
    const linked = [...text.matchAll(LINK)].map(([, file]) => path.join(path.dirname(document), file ?? ''));
    expect([...named, ...linked].filter((file) => !existsSync(file))).toEqual([]);
  });

  it('names only commands that are there', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const commands = [...text.matchAll(/npm run (?:-s )?([a-z]+)/g)].map(([, name]) => name ?? '');
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });
});
