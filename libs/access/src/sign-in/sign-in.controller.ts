import { Body, Controller, Get, HttpStatus, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { SignInName } from '@hinomi/contracts';
import type { HttpReply, HttpRequest } from '@hinomi/service-kit';
import { Open } from '../access-guard.js';
import { ACCESS_SETTINGS, type AccessSettings } from '../access-settings.js';
import { Accounts } from '../accounts/accounts.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../accounts/secrets.js';
import { Issuer } from '../issuer/issuer.js';
import { People, type Person } from '../issuer/people.js';
import { formOf, handOver, isNearby, type RawReply, type RawRequest } from '../raw-http.js';
import { Attempts } from './attempts.js';
import { FirstAdministrator } from './first-administrator.js';
import { changePasswordPage, notePage, setupPage, signInPage } from './pages.js';
import { languageOf, WORDS, type Language } from './words.js';

/** The pages on which people sign in; plain HTML, so that nothing on them can run. */
@Open()
@Controller('sign-in')
export class SignInController {
  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    @Inject(Issuer) private readonly issuer: Issuer,
    @Inject(People) private readonly people: People,
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(FirstAdministrator) private readonly first: FirstAdministrator,
  ) {}

  @Get('setup')
  async setup(@Query() query: Record<string, unknown>, @Res() reply: HttpReply): Promise<void> {
    const language = languageOf(textOf(query, 'lang'));
    const code = textOf(query, 'code');
    if (await this.first.knows(code)) return show(reply, setupPage(language, { code }));
    show(reply, notePage(language, WORDS[language].setupTitle, WORDS[language].setupWrong), HttpStatus.FORBIDDEN);
  }

  @Post('setup')
  async makeFirst(@Req() request: RawRequest, @Body() body: unknown, @Res() reply: HttpReply): Promise<void> {
    const form = formOf(request, body) ?? {};
    const language = languageOf(textOf(form, 'lang'));
    const words = WORDS[language];
    const [code, name, username] = [textOf(form, 'code'), textOf(form, 'name').trim(), nameOf(form)];
    const password = textOf(form, 'newPassword');
    const message =
      name === ''
        ? words.nameMissing
        : !SignInName.safeParse(username).success
          ? words.nameRule
          : !isGoodPassword(password, username)
            ? words.passwordRule(SHORTEST_PASSWORD)
            : null;
    if (message !== null) {
      return show(reply, setupPage(language, { code, message, username, name }), HttpStatus.UNPROCESSABLE_ENTITY);
    }
    if ((await this.first.make(code, { username, name: name.slice(0, 100) }, password)) === null) {
      return show(reply, notePage(language, words.setupTitle, words.setupWrong), HttpStatus.FORBIDDEN);
    }
    reply.status(HttpStatus.SEE_OTHER).header('location', '/').header('cache-control', 'no-store').send();
  }

  @Get('password')
  password(@Query() query: Record<string, unknown>, @Res() reply: HttpReply): void {
    show(reply, changePasswordPage(languageOf(textOf(query, 'lang'))));
  }

  @Post('password')
  async changePassword(@Req() request: RawRequest, @Body() body: unknown, @Res() reply: HttpReply): Promise<void> {
    const form = formOf(request, body) ?? {};
    const language = languageOf(textOf(form, 'lang'));
    const words = WORDS[language];
    const [username, password] = [nameOf(form), textOf(form, 'newPassword')];
    const refuse = (message: string, status: number = HttpStatus.UNPROCESSABLE_ENTITY): void =>
      show(reply, changePasswordPage(language, { message, username }), status);
    if (!isGoodPassword(password, username)) return refuse(words.passwordRule(SHORTEST_PASSWORD));
    const account = await this.attempts.try(username, request.ip, () =>
      this.accounts.signIn(username, textOf(form, 'password')),
    );
    if (account === null) return refuse(words.wrong);
    if ('wait' in account) {
      reply.header('retry-after', String(account.wait));
      return refuse(words.wait(account.wait), HttpStatus.TOO_MANY_REQUESTS);
    }
    await this.accounts.setPassword(account.id, password);
    show(reply, notePage(language, words.changeTitle, words.changed));
  }

  @Get(':uid')
  async form(
    @Req() request: RawRequest,
    @Query() query: Record<string, unknown>,
    @Res() reply: RawReply,
  ): Promise<void> {
    const underWay = await this.issuer.interaction(request.raw, reply.raw);
    const asked = textOf(query, 'lang') || String(underWay?.params['ui_locales'] ?? '');
    const language = languageOf(asked);
    if (underWay === null) return this.expired(reply, language);
    show(
      reply,
      signInPage(language, {
        demonstration: this.offersDemonstration(request),
        publicPage: this.settings.publicPage ?? false,
      }),
    );
  }

  @Post(':uid')
  async signIn(@Req() request: RawRequest, @Body() body: unknown, @Res() reply: RawReply): Promise<void> {
    const form = formOf(request, body) ?? {};
    const language = languageOf(textOf(form, 'lang'));
    if ((await this.issuer.interaction(request.raw, reply.raw)) === null) return this.expired(reply, language);
    const username = nameOf(form);
    const person = await this.personOf(request, form, username);
    if (person === null || 'wait' in person) {
      const words = WORDS[language];
      const message = person === null ? words.wrong : words.wait(person.wait);
      const demonstration = this.offersDemonstration(request);
      const status = person === null ? HttpStatus.UNAUTHORIZED : HttpStatus.TOO_MANY_REQUESTS;
      if (person !== null) reply.header('retry-after', String(person.wait));
      return show(
        reply,
        signInPage(language, {
          message,
          username,
          demonstration,
          publicPage: this.settings.publicPage ?? false,
        }),
        status,
      );
    }
    const provider = await this.issuer.provider();
    const result = { login: { accountId: person.id, remember: true } };
    await provider.interactionFinished(request.raw, handOver(reply), result, { mergeWithLastSubmission: false });
  }

  private async personOf(
    request: RawRequest,
    form: Record<string, unknown>,
    username: string,
  ): Promise<Person | null | { wait: number }> {
    const chosen = textOf(form, 'demonstration');
    if (chosen !== '') return this.people.demonstration(chosen, isNearby(request));
    return this.attempts.try(username, request.ip, () =>
      this.people.signIn(username, textOf(form, 'password'), isNearby(request)),
    );
  }

  private offersDemonstration(request: HttpRequest): boolean {
    return this.settings.demonstration && isNearby(request);
  }

  private expired(reply: HttpReply, language: Language): void {
    const { title, expired } = WORDS[language];
    show(reply, notePage(language, title, expired), HttpStatus.GONE);
  }
}

function show(reply: HttpReply, text: string, status: number = HttpStatus.OK): void {
  reply
    .status(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(text);
}

/** As accounts have it, however a person typed it. */
function nameOf(form: Readonly<Record<string, unknown>>): string {
  return textOf(form, 'username').trim().toLowerCase();
}

function textOf(form: Readonly<Record<string, unknown>>, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : '';
}

function isGoodPassword(password: string, username: string): boolean {
  const { length } = [...password];
  const isTelling = password.toLowerCase().includes(username.toLowerCase());
  return length >= SHORTEST_PASSWORD && length <= LONGEST_PASSWORD && !isTelling;
}
