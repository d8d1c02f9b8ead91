import type { PresenceNews } from '@hinomi/contracts';

/**
 * News as texts of at most `mostBytes` of UTF-8 each, in their order. What goes is told first: a console may be taken for gone and
 * for here in the same news.
 */
export function packNews({ gateway, hello, here, gone }: PresenceNews, mostBytes: number): string[] {
  const steps = [...gone.map((id) => ({ gone: id })), ...here.map((entry) => ({ here: entry }))];
  const texts: string[] = [];
  let news: PresenceNews = { gateway, hello, here: [], gone: [] };
  let text = JSON.stringify(news);
  for (const step of steps) {
    const longer: PresenceNews = {
      ...news,
      ...('gone' in step ? { gone: [...news.gone, step.gone] } : { here: [...news.here, step.here] }),
    };
    const asText = JSON.stringify(longer);
    if (Buffer.byteLength(asText) <= mostBytes) {
      [news, text] = [longer, asText];
      continue;
    }
    if (news.here.length + news.gone.length > 0) texts.push(text);
    news = {
      ...{ gateway, hello: false },
      ...('gone' in step ? { gone: [step.gone], here: [] } : { here: [step.here], gone: [] }),
    };
    text = JSON.stringify(news);
  }
  return [...texts, text];
}
