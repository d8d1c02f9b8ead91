import { Open } from '@hinomi/access';
import { CATALOGUE_ENTRIES } from '@hinomi/contracts';
import type { HttpReply } from '@hinomi/service-kit';
import { Controller, Get, Header, HttpStatus, Inject, Param, Query, Res } from '@nestjs/common';
import { LiveCatalogue } from '../live-catalogue.js';
import { cataloguePage, entryPage, notFoundPage } from './catalogue-page.js';
import { CATALOGUE_STYLE } from './style.js';
import { choosePageLanguage, type PageLanguage } from './words.js';

const HTML = 'text/html; charset=utf-8';
const ONE_YEAR = 'public, max-age=31536000, immutable';
/** It says only what the hub's version says. */
const AN_HOUR = 'public, max-age=3600';

/** The catalogue for people: no account, no script. */
@Open()
@Controller('catalogue')
export class CataloguePageController {
  constructor(@Inject(LiveCatalogue) private readonly catalogue: LiveCatalogue) {}

  @Get('catalogue.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', ONE_YEAR)
  style(): string {
    return CATALOGUE_STYLE;
  }

  @Get()
  @Header('content-type', HTML)
  @Header('cache-control', AN_HOUR)
  list(@Query('lang') lang: unknown): string {
    return cataloguePage(choosePageLanguage(lang));
  }

  /** One entry; with nothing after the slash all of them. */
  @Get('*')
  show(@Param('*') rest: string | string[], @Query('lang') lang: unknown, @Res() reply: HttpReply): void {
    const language = choosePageLanguage(lang);
    const id = String(rest);
    reply.header('content-type', HTML);
    const text = id === '' ? cataloguePage(language) : this.entry(id, language);
    if (text === null) {
      reply.status(HttpStatus.NOT_FOUND).header('cache-control', 'no-store').send(notFoundPage(language));
      return;
    }
    reply.status(HttpStatus.OK).header('cache-control', AN_HOUR).send(text);
  }

  private entry(id: string, language: PageLanguage): string | null {
    const entry = CATALOGUE_ENTRIES.find((each) => each.id === id);
    return entry === undefined ? null : entryPage(entry, this.catalogue.formatsOf(entry), language);
  }
}
