import type { PromptKind, PromptStatement } from '@hinomi/contracts';
import { headlineAreas } from './bulletin-body.js';
import type { JmaHead } from './report.js';

/** 情報タグ of VPBS50 → kind. */
const TAGS: Readonly<Record<string, PromptKind>> = {
  線状降水帯発生: 'linear-rainband',
  線状降水帯直前: 'linear-rainband-imminent',
  記録雨: 'record-rain',
  短時間大雪: 'short-time-snow',
};

/** What is told at once, and where; kinds and areas stand in the headline. Code 0 is なし. */
export function readPrompt(telegram: PromptStatement['telegram'], head: JmaHead): PromptStatement {
  const named = headlineAreas(head, ({ kinds }) => !kinds.some(({ code }) => code === '0' || code === '00'));
  const tag =
    head.headline.information
      .filter(({ type }) => type === '情報タグ')
      .flatMap(({ items }) => items.flatMap(({ kinds }) => kinds.flatMap(({ condition }) => condition ?? [])))[0] ?? '';
  return { hazard: 'prompt-report', telegram, kind: kindOf(telegram, tag, head), tag, ...named };
}

/** The title says 目撃 also where the telegram is the plain one (2026 names). */
function kindOf(telegram: PromptStatement['telegram'], tag: string, head: JmaHead): PromptKind {
  if (telegram === 'VPOA50') return 'record-rain';
  if (telegram === 'VPBS50') return Object.hasOwn(TAGS, tag) ? (TAGS[tag] ?? 'other') : 'other';
  const sighted = head.headline.information.some(({ type }) => type.includes('目撃')) || head.title.includes('目撃');
  return sighted ? 'tornado-sighted' : 'tornado-watch';
}
