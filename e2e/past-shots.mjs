import { chromium } from 'playwright-core';
const browser = await chromium.launch({ executablePath: '/usr/lib/chromium/chromium-headless-shell', args: ['--no-sandbox','--use-gl=angle','--use-angle=swiftshader','--enable-unsafe-swiftshader'] });
const sizes = { laptop:[1366,768], wall:[1920,1080], tablet:[820,1180] };
for (const [name,[width,height]] of Object.entries(sizes)) {
  if (process.argv[2] && !process.argv[2].includes(name)) continue;
  const page = await browser.newPage({ viewport:{width,height}, locale:'ja-JP', timezoneId:'Asia/Tokyo' });
  page.on('pageerror', e => console.log('ERR', e.message));
  await page.goto('http://localhost:8210/');
  await page.getByTestId('console').waitFor();
  await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({timeout:60000});
  await page.waitForTimeout(5000);
  await page.keyboard.press('b');
  await page.getByTestId('past-bar').waitFor();
  await page.locator('[data-testid="past-bar"][data-state="shown"]').waitFor({timeout:30000});
  await page.waitForTimeout(2000);
  await page.screenshot({ path:`/tmp/past-${name}-1.png` });
  const box = await page.getByTestId('past-slider').boundingBox();
  await page.mouse.click(box.x+box.width*0.6, box.y+box.height/2);
  await page.locator('[data-testid="past-bar"][data-state="shown"]').waitFor({timeout:30000});
  await page.getByTestId('past-pin').click();
  await page.mouse.click(box.x+box.width*0.97, box.y+box.height/2);
  await page.waitForTimeout(4000);
  await page.screenshot({ path:`/tmp/past-${name}-2.png` });
  await page.close();
}
await browser.close();
