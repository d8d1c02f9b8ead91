import type { Page } from 'playwright-core';

/** The words of a report, and names that have no other, are in their own language, and say so. */
const OWN_WORDS = [
  '[data-own][lang]',
  '[data-agency] [lang]',
  '[data-name] [lang]',
  '.text-languages [lang]',
  'option[lang]',
  '.map-attribution [lang]',
  '.drill-mark [lang]',
].join(', ');

/** Texts and names that are in another language than the page says, or that no catalogue filled. */
export async function wrongLanguage(page: Page, state: string, language: 'ja' | 'en' | 'easy'): Promise<string[]> {
  const wrong = await page.evaluate(
    ({ language, own }) => {
      const japanese = /[\u3005\u3040-\u30ff\u3400-\u9fff]/;
      const found: string[] = [];
      const judge = (text: string, element: Element, name: string): void => {
        if (/undefined|NaN|\[object|[{}]/.test(text)) found.push(`${name}: ${text}`);
        if (language !== 'en' || !japanese.test(text) || element.closest(own) !== null) return;
        found.push(`${name}: ${text}`);
      };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (parent === null || parent.closest('script, style, code, noscript') !== null) continue;
        judge(node.textContent ?? '', parent, parent.tagName);
      }
      for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
          judge(element.getAttribute(name) ?? '', element, name);
      judge(document.title, document.documentElement, 'title');
      const lang = document.documentElement.lang;
      if (lang !== (language === 'en' ? 'en' : 'ja')) found.push(`the page says it is ${lang}`);
      return found;
    },
    { language, own: OWN_WORDS },
  );
  return wrong.map((text) => `${state}: ${text}`);
}
