import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';

const program = fileURLToPath(new URL('../../dist/sources/sources.js', import.meta.url));
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../../libs/formats/fixtures/${name}`, import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), 'hinomi-sources-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sources(...args: string[]): Promise<{ code: number; said: string; complained: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (error, said, complained) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said, complained }),
    );
  });
}

describe('npm run sources', () => {
  it('finds nothing wrong with the sources that ship', async () => {
    const { code, said } = await sources('check');
    expect(said).toMatch(/on {3}jma-eqvol {2}atom {2}jma-xml/);
    expect({ code, last: said.trim().split('\n').at(-1) }).toEqual({
      code: 0,
      last: expect.stringContaining('no problems'),
    });
  });

  it('lists every problem of every entry, by file and place', async () => {
    writeFileSync(path.join(folder, 'a.yaml'), 'id: b\nkind: atom\n');
    writeFileSync(
      path.join(folder, 'c.yaml'),
      'id: c\nkind: pushed\nformat: any\ntitle: C\nattribution: c\nlicence: c\nenabled: yes please\n',
    );
    const { code, complained } = await sources('check', '--folder', folder);
    expect(code).toBe(1);
    expect(complained).toMatch(/a\.yaml \/url/);
    expect(complained).toMatch(/c\.yaml \/enabled/);
  });

  it('shows what a document would become', async () => {
    const { code, said } = await sources('preview', 'jma-extra', fixture('jma-xml/VPTW60_typhoon.xml'));
    expect(code).toBe(0);
    expect(said).toMatch(/typhoon +past +2026-09-01T06:50:00\.000Z .*jma:VPTW:TC2621/);
  });

  it('names the place of what it cannot read, and the format where any will do', async () => {
    const refused = await sources('preview', 'jma-eqvol', fixture('jma-xml/VXSE53_no-status.xml'));
    expect(refused).toMatchObject({ code: 1, complained: expect.stringContaining('/Report/Control/Status') });
    const door = await sources('preview', 'door', fixture('cap/alert_two-languages.xml'));
    expect(door).toMatchObject({ code: 2, complained: expect.stringContaining('--format') });
    const told = await sources('preview', 'door', fixture('cap/alert_two-languages.xml'), '--format', 'cap');
    expect(told).toMatchObject({ code: 0, said: expect.stringContaining('alert') });
  });

  it('says how it is used', async () => {
    expect(await sources()).toMatchObject({ code: 2, complained: expect.stringContaining('Usage') });
    expect(await sources('preview', 'nobody', 'x')).toMatchObject({ complained: expect.stringContaining('jma-eqvol') });
  });
});
