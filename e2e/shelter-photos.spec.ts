import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { launchBrowser, NEEDS_CHROMIUM, chromiumPath, violationsOf } from './browser.js';
import { shelterPackage } from './sip4d-package.js';
import { count, save, TabletDevice, waitingCount } from './tablet-device.js';

jest.setTimeout(300_000);

const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const ARTIFACTS = path.resolve('e2e/artifacts');
const TABLE = '5a4e7c20-77aa-4c1b-8f60-2f9f0f6f4f09';
const SHELTER = `sip4d:${TABLE}/k1`;
const NAME = '見本小学校';

const folder = temporaryFolder('photos');
const stored = path.join(folder.path, 'data/photos/real');
let hub: HubProcess;
let picture: Buffer;
const devices: TabletDevice[] = [];

async function device(viewport?: { width: number; height: number }): Promise<TabletDevice> {
  const disk = path.join(folder.path, `device-${Date.now()}`);
  const made = await TabletDevice.on(hub.port, disk, viewport);
  devices.push(made);
  return made;
}

/** A picture as a camera writes it: 2,400 pixels wide, with a place in its EXIF. */
async function cameraPicture(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 2_400;
    canvas.height = 1_800;
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    for (let row = 0; row < 18; row += 1) {
      context.fillStyle = `hsl(${row * 20} 60% 60%)`;
      context.fillRect(0, row * 100, 2_400, 100);
    }
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
  });
  const bare = Buffer.from(base64, 'base64');
  const exif = Buffer.from('Exif\0\0MM\0\x2a\0\0\0\x08\0\0\0\0\0\0SECRET-PLACE 37.04N 136.97E', 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([bare.subarray(0, 2), head, exif, bare.subarray(2)]);
}

async function addPhoto(page: Page): Promise<void> {
  const before = Number(await page.getByTestId('photos').getAttribute('data-count'));
  await page.getByTestId('add-photo').setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: picture });
  await page.locator(`[data-testid="photos"][data-count="${before + 1}"]`).waitFor({ timeout: 60_000 });
}

async function idsOf(person: 'demo-operator' | 'demo-public'): Promise<string[]> {
  const reply = await hub.fetch('api/v1/picture?exercise=false', person);
  const text = await reply.text();
  return [...new Set([...text.matchAll(/"(shelter-photo:[0-9A-Z]{26})"/g)].map(([, id = '']) => id))];
}

const filesStored = (): string[] => readdirSync(stored).filter((name) => name.endsWith('.jpg'));

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `${name}.png`) });
}

withChromium(`photos of a shelter, in a real browser${suffix}`, () => {
  beforeAll(async () => {
    hub = await HubProcess.start({ dataDir: path.join(folder.path, 'data') });
    const row = { id: 'k1', name: NAME, namekana: 'みほんしょうがっこう', citycode: '17202', cityname: '七尾市' };
    const rows = [{ ...row, lng: 136.9675, lat: 37.0431, eststts: '開設', evacueeno: 80, capacity: 300 }];
    await hub.post('sip4d-zip', shelterPackage(rows, { ttid: TABLE, author: '石川県', minutesAgo: 300 }));
    await eventually(
      () => hub.fetch(`api/v1/shelters/${encodeURIComponent(SHELTER)}`, 'demo-operator'),
      ({ ok }) => ok,
    );
  });
  afterEach(async () => {
    await Promise.all(devices.splice(0).map((each) => each.end()));
  });
  afterAll(async () => {
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('go with a report written offline, through a dead battery, without the place they were taken at', async () => {
    const tablet = await device();
    let page = await tablet.openAt(NAME, SHELTER);
    picture = await cameraPicture(page);
    expect(picture.toString('latin1')).toContain('SECRET-PLACE');
    tablet.link.cut();
    await addPhoto(page);
    await addPhoto(page);
    await page.getByTestId('drop-photo').first().click();
    await page.locator('[data-testid="photos"][data-count="1"]').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'tablet-photos');
    await count(page, 'evacueeno', 84);
    await save(page);
    await waitingCount(page, 1);
    await tablet.off();
    page = await tablet.open();
    await waitingCount(page, 1);
    tablet.link.mend();
    await waitingCount(page, 0);
    const [id = ''] = await eventually(
      () => idsOf('demo-operator'),
      (ids) => ids.length === 1,
    );
    const [file = ''] = filesStored();
    const bytes = readFileSync(path.join(stored, file));
    expect(bytes.toString('latin1')).not.toMatch(/SECRET|Exif/);
    await page.getByTestId('open-queue').click();
    await page.locator('[data-sent-photo][data-state="received"] [data-state="shown"]').waitFor({ timeout: 60_000 });
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'tablet-photos-sent');

    const seen = await hub.fetch(`api/v1/photos/${encodeURIComponent(id)}`, 'demo-medic');
    expect(Buffer.from(await seen.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(seen.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, max-age=600',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    });
    const refused = await hub.fetch(`api/v1/photos/${encodeURIComponent(id)}`, 'demo-public');
    expect(refused.status).toBe(403);
    expect(await idsOf('demo-public')).toEqual([]);
    const place = { placeId: '01KAYB8Q3V5X0M2N4P6R8S0T20', name: '港の集会所', nameKana: null, kind: 'self-run' };
    const opened = await hub.fetch('api/v1/shelters', 'demo-shelter', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...place,
        ...{ lngLat: [136.9, 37.1], address: null, openedAt: new Date().toISOString(), exercise: null },
      }),
    });
    const { id: hall } = (await opened.json()) as { id: string };
    const query = new URLSearchParams({
      ...{ photo: '01KAYB8Q3V5X0M2N4P6R8S0T21', report: '01KAYB8Q3V5X0M2N4P6R8S0T22' },
      ...{ device: '01KAYB8Q3V5X0M2N4P6R8S0T23', takenAt: new Date().toISOString() },
    });
    const address = `api/v1/shelters/${encodeURIComponent(hall)}/photos?${query}`;
    const send = { method: 'POST', headers: { 'content-type': 'image/jpeg' }, body: new Uint8Array(picture) };
    await eventually(
      () => hub.fetch(address, 'demo-shelter', send),
      ({ status }) => status === 201,
    );
    await eventually(
      () => idsOf('demo-operator'),
      (ids) => ids.length === 2,
    );
    const open = await (await hub.fetch('api/v1/picture?exercise=false', 'demo-public')).text();
    expect(open).toContain(hall);
    expect(open).not.toContain('shelter-photo');
    const feature = await hub.fetch(`api/v1/features/${encodeURIComponent(id)}`, 'demo-public');
    expect(feature.status).toBe(404);
  });

  it('are neither lost nor doubled when the hub is killed between taking one and saying so', async () => {
    const before = filesStored().length;
    const tablet = await device({ width: 390, height: 844 });
    const page = await tablet.openAt(NAME, SHELTER);
    await addPhoto(page);
    await shoot(page, 'tablet-photos-phone');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/photos?')) sent.push(request.url());
    });
    page.on('response', (reply) => {
      if (reply.request().method() === 'POST' && reply.url().endsWith('/reports') && reply.ok())
        tablet.link.swallowAnswers();
    });
    await save(page);
    await eventually(
      () => Promise.resolve(filesStored().length),
      (files) => files === before + 1,
    );
    const { port } = hub;
    await hub.end('SIGKILL');
    hub = await HubProcess.start({ dataDir: path.join(folder.path, 'data'), env: { HINOMI_PORT: String(port) } });
    page.removeAllListeners('response');
    tablet.link.cut();
    tablet.link.mend();
    await page.getByTestId('open-queue').click();
    await page.locator('[data-sent-photo][data-state="received"]').first().waitFor({ timeout: 90_000 });
    expect(sent.length).toBeGreaterThan(1);
    expect(new Set(sent.map((url) => new URL(url).searchParams.get('photo'))).size).toBe(1);
    expect(filesStored()).toHaveLength(before + 1);
    const ids = await eventually(
      () => idsOf('demo-operator'),
      (all) => all.length === before + 1,
    );
    expect(ids).toHaveLength(before + 1);
  });

  it('are shown to headquarters, large on a press, and removed for good', async () => {
    const browser = await launchBrowser({ withoutMap: true });
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'ja-JP' });
    await page.goto(hub.url);
    await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
    await page.locator(`[data-thing="${SHELTER}"]`).click();
    const before = filesStored().length;
    // One is of the hall.
    const own = before - 1;
    const thumbs = page.locator('[data-testid="thing-photos"] button[data-state="shown"]');
    await eventually(
      () => thumbs.count(),
      (shown) => shown === own,
    );
    await page.getByTestId('thing-photos').scrollIntoViewIfNeeded();
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'console-photos');
    await thumbs.first().click();
    await page.getByTestId('photo-dialog').waitFor();
    await shoot(page, 'console-photo-large');
    await page.getByTestId('remove-photo').click();
    expect(filesStored()).toHaveLength(before);
    await page.getByTestId('remove-photo').click();
    await eventually(
      () => thumbs.count(),
      (shown) => shown === own - 1,
    );
    expect(filesStored()).toHaveLength(before - 1);
    await browser.close();
  });
});
