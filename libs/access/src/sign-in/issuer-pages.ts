import { html, Html } from '@hinomi/service-kit';
import { page } from './page.js';
import { notePage } from './pages.js';
import { WORDS, type Language } from './words.js';

/** Asks before it signs out; `form` is the provider's own, with its protection against forged requests. */
export function signOutPage(language: Language, form: string): string {
  const { signOutTitle, signOutSubmit, back } = WORDS[language];
  const button = html`<button type="submit" form="op.logoutForm" name="logout" value="yes">${signOutSubmit}</button>`;
  return page(
    language,
    signOutTitle,
    html`${new Html(form)}
      <p>${button}</p>
      <p><a href="/">${back}</a></p>`,
  );
}

export function signedOutPage(language: Language): string {
  return notePage(language, WORDS[language].signOutSubmit, WORDS[language].signedOut);
}

/** `code` is the provider's, for whoever is asked for help. */
export function errorPage(language: Language, code: string): string {
  const { title, refused } = WORDS[language];
  return notePage(language, title, `${refused} (${code})`);
}
