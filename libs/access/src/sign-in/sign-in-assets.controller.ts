import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { HubError } from '@hinomi/contracts';
import { Open } from '../access-guard.js';
import { STYLE } from './style.js';

const require = createRequire(import.meta.url);
const FONT = /^noto-sans-jp-(japanese|latin)-(400|700)\.woff2$/;

/** What the sign-in pages look like. */
@Open()
@Controller('sign-in/assets')
export class SignInAssetsController {
  @Get('sign-in.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  style(): string {
    return STYLE;
  }

  /** Bare machines have no Japanese letters. */
  @Get(':font')
  @Header('cache-control', 'public, max-age=604800')
  async font(@Param('font') file: string): Promise<StreamableFile> {
    const [, letters, weight] = FONT.exec(file) ?? [];
    if (letters === undefined) throw new HubError('not-found', 'There is no such file.');
    const path = require.resolve(`@fontsource/noto-sans-jp/files/noto-sans-jp-${letters}-${weight}-normal.woff2`);
    return new StreamableFile(await readFile(path), { type: 'font/woff2' });
  }
}
