import { SHORTEST_PASSWORD } from '../accounts/secrets.js';
import { DEMO_PEOPLE } from '../issuer/people.js';
import { demonstrationRole } from '../issuer/machine-tokens.js';
import { html, type Html } from '@hinomi/service-kit';
import { field, page, wrong } from './page.js';
import { WORDS, type Language } from './words.js';

/** The form a person signs in with; `demonstration`: with the people of the demonstration to choose from. */
export function signInPage(
  language: Language,
  {
    message = null,
    username = '',
    demonstration,
    publicPage = false,
  }: { message?: string | null; username?: string; demonstration: boolean; publicPage?: boolean },
): string {
  const words = WORDS[language];
  const invalid = message !== null;
  const form = html`<form method="post">
      ${wrong(message)}
      <input type="hidden" name="lang" value="${language}" />
      ${field({ name: 'username', label: words.username, autocomplete: 'username', value: username, invalid })}
      ${field({ name: 'password', label: words.password, type: 'password', autocomplete: 'current-password', invalid })}
      <button type="submit">${words.submit}</button>
    </form>
    <p class="aside"><a href="/sign-in/password?lang=${language}">${words.change}</a></p>
    ${publicPage ? html`<p class="aside"><a href="/find/?lang=${language}">${words.find}</a></p>` : html``}
    ${demonstration ? demonstrationPeople(language) : html``}`;
  return page(language, words.title, form);
}

function demonstrationPeople(language: Language): Html {
  const words = WORDS[language];
  const choices = DEMO_PEOPLE.map((person) => {
    const role = demonstrationRole(person) ?? 'public';
    return html`<li>
      <button type="submit" name="demonstration" value="${person}">
        ${words.roles[role]} <small>${person}</small>
      </button>
    </li>`;
  });
  return html`<section aria-labelledby="demonstration">
    <h2 id="demonstration">${words.demonstration}</h2>
    <p>${words.demonstrationNote}</p>
    <form method="post">
      <input type="hidden" name="lang" value="${language}" />
      <ul class="people">
        ${choices}
      </ul>
    </form>
  </section>`;
}

/** The form that makes the first administrator. */
export function setupPage(
  language: Language,
  {
    code,
    message = null,
    username = '',
    name = '',
  }: { code: string; message?: string | null; username?: string; name?: string },
): string {
  const words = WORDS[language];
  const invalid = message !== null;
  const nameIsMissing = invalid && name === '';
  const form = html`<p>${words.setupNote}</p>
    <form method="post" action="/sign-in/setup">
      ${wrong(message)}
      <input type="hidden" name="lang" value="${language}" /><input type="hidden" name="code" value="${code}" />
      ${field({ name: 'name', label: words.name, autocomplete: 'name', value: name, invalid: nameIsMissing })}
      ${field({ name: 'username', label: words.username, autocomplete: 'username', value: username, hint: words.nameRule, invalid: invalid && !nameIsMissing })}
      ${newPasswordField(language, invalid && !nameIsMissing)}
      <button type="submit">${words.setupSubmit}</button>
    </form>`;
  return page(language, words.setupTitle, form, { code });
}

/** The form with which a person chooses another password. */
export function changePasswordPage(
  language: Language,
  { message = null, username = '' }: { message?: string | null; username?: string } = {},
): string {
  const words = WORDS[language];
  const invalid = message !== null;
  const form = html`<form method="post" action="/sign-in/password">
    ${wrong(message)}
    <input type="hidden" name="lang" value="${language}" />
    ${field({ name: 'username', label: words.username, autocomplete: 'username', value: username, invalid })}
    ${field({ name: 'password', label: words.currentPassword, type: 'password', autocomplete: 'current-password', invalid })}
    ${newPasswordField(language, invalid)}
    <button type="submit">${words.changeSubmit}</button>
  </form>`;
  return page(language, words.changeTitle, form);
}

function newPasswordField(language: Language, invalid: boolean): Html {
  const words = WORDS[language];
  const hint = words.passwordRule(SHORTEST_PASSWORD);
  return field({
    name: 'newPassword',
    label: words.newPassword,
    type: 'password',
    autocomplete: 'new-password',
    hint,
    invalid,
  });
}

/** A sentence with a way back. */
export function notePage(language: Language, title: string, sentence: string): string {
  const { back } = WORDS[language];
  return page(
    language,
    title,
    html`<p>${sentence}</p>
      <p><a class="button" href="/">${back}</a></p>`,
  );
}
