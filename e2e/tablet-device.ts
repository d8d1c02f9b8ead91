import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { launchDevice } from './browser.js';
import { CuttableLink } from './cuttable-link.js';

const UPRIGHT = { width: 820, height: 1180 };

/** A shelter's tablet: a browser with a disk of its own, on a link of its own that can be cut. */
export class TabletDevice {
  private context: BrowserContext | null = null;

  private constructor(
    private readonly folder: string,
    readonly link: CuttableLink,
    private readonly viewport: { width: number; height: number },
  ) {}

  static async on(port: number, folder: string, viewport = UPRIGHT): Promise<TabletDevice> {
    return new TabletDevice(folder, await CuttableLink.to(port), viewport);
  }

  get url(): string {
    return `${this.link.url}shelter/`;
  }

  /** Switched on: the room is opened, whether there is a network or not. */
  async open(): Promise<Page> {
    this.context ??= await launchDevice(this.folder, { viewport: this.viewport });
    const page = await this.context.newPage();
    await page.goto(this.url);
    await getIn(page);
    return page;
  }

  /** First use: the shelter is found by `search`, and the room is ready to open with no network. */
  async openAt(search: string, shelter: string): Promise<Page> {
    const page = await this.open();
    await page.getByTestId('shelter-search').fill(search);
    await page.locator(`[data-shelter="${shelter}"]`).click({ timeout: 60_000 });
    await page.getByTestId('first-page').waitFor();
    await offlineReady(page);
    return page;
  }

  async off(): Promise<void> {
    await this.context?.close();
    this.context = null;
  }

  async end(): Promise<void> {
    await this.off();
    await this.link.close();
  }
}

export const PIN = '246801';

/** Past the door: the first PIN of the device, or the one it has. */
export async function getIn(page: Page, pin = PIN): Promise<void> {
  await page.locator('[data-testid="tablet"][data-ready="true"]').waitFor({ timeout: 60_000 });
  const at = await page.getByTestId('tablet').getAttribute('data-at');
  if (at === 'new') {
    await page.getByTestId('pin-pin').fill(pin);
    await page.getByTestId('pin-again').fill(pin);
    await page.getByTestId('set-pin').click();
  } else if (at === 'locked') {
    await page.getByTestId('pin-pin').fill(pin);
    await page.getByTestId('unlock').click();
  }
  await page.locator('[data-testid="tablet"][data-at="open"]').waitFor({ timeout: 60_000 });
}

export async function offlineReady(page: Page): Promise<void> {
  await page.locator('[data-testid="offline"][data-offline="ready"]').waitFor({ timeout: 60_000 });
}

export const field = (page: Page, name: string): Locator => page.locator(`[data-field="${name}"]`);

export async function count(page: Page, name: string, value: number): Promise<void> {
  await field(page, name).locator('input').fill(String(value));
}

export async function pick(page: Page, name: string, code: string): Promise<void> {
  await field(page, name).locator(`[data-code="${code}"]`).click();
}

/** Saves what was changed, past what looks odd, and waits until the device says where it is. */
export async function save(page: Page, button: 'save' | 'save-rest' | 'no-change' = 'save'): Promise<void> {
  await page.getByTestId(button).click();
  const confirm = page.getByTestId('confirm');
  const said = page.locator('[data-testid="saved-line"] .state-chip');
  await confirm.or(said).first().waitFor();
  if (await confirm.isVisible()) await confirm.click();
  await said.waitFor();
}

export async function waitingCount(page: Page, count: number): Promise<void> {
  await page.locator(`[data-testid="open-queue"][data-waiting="${count}"]`).waitFor({ timeout: 90_000 });
}

/** A hub that was updated: its worker is another one, everything else is as before. */
export class UpdatedHub {
  isUpdated = false;

  private constructor(private readonly server: http.Server) {}

  static async before(port: number): Promise<UpdatedHub> {
    const server = http.createServer((request, answer) => {
      const { url, method, headers } = request;
      const onward = http.request({ host: '127.0.0.1', port, path: url, method, headers }, (reply) => {
        if (!hub.isUpdated || url !== '/shelter/sw.js') {
          answer.writeHead(reply.statusCode ?? 502, reply.headers);
          return void reply.pipe(answer);
        }
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('end', () => {
          const text = Buffer.concat(chunks)
            .toString()
            .replace(/VERSION = '\w+'/, "VERSION = 'updated'");
          answer.writeHead(200, { 'content-type': 'application/javascript; charset=utf-8' });
          answer.end(text);
        });
      });
      onward.on('error', () => answer.destroy());
      // Whole and uncompressed, so that it can be changed.
      if (url === '/shelter/sw.js')
        for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since']) onward.removeHeader(name);
      request.pipe(onward);
    });
    const hub = new UpdatedHub(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return hub;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async end(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
