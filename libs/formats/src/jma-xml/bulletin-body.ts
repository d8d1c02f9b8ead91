import type { AreaSet, BulletinStatement, NamedCode } from '@hinomi/contracts';
import { textOf, type XmlElement } from '../xml/element.js';
import type { JmaControl, JmaHead } from './report.js';

/** Tables of the headline by whose codes a place is known, the narrowest first. */
const TABLES: readonly (readonly [codeType: string, set: AreaSet])[] = [
  ['気象・地震・火山情報／市町村等', 'jma-city'],
  ['地震情報／細分区域', 'jma-quake-area'],
  ['津波予報区', 'jma-tsunami-coast'],
  ['気象情報／府県予報区・細分区域等', 'jma-forecast-area'],
];

/** Forecasts, observations and charts; everything else is something an office had to say. */
const ROUTINE =
  /予報(\(R1\)|\(H28\))?$|概況|予想図|実況図|季節|観測|紫外線|特殊気象|潮位|時系列|可能性|天候|1か月|3か月|寒候期|海上警報|定型/;

/** Elements that hold sentences, in the telegrams of all families. */
const SENTENCES = new Set([
  'Text',
  'Notice',
  'AdditionalNotice',
  'FreeFormComment',
  'GeneralSituationText',
  'NextAdvisory',
  'NoticeOfSchedule',
  'Sentence',
  'VolcanoHeadline',
  'VolcanoActivity',
  'VolcanoPrevention',
  'Appendix',
]);

/** What a telegram of no family of its own says: whom it is about, and its words. */
export function readBulletin(control: JmaControl, head: JmaHead): BulletinStatement {
  return {
    hazard: 'bulletin',
    kind: control.title,
    routine: ROUTINE.test(control.title.normalize('NFKC')),
    ...headlineAreas(head),
  };
}

type HeadlineItem = JmaHead['headline']['information'][number]['items'][number];

/** The areas of a headline in the narrowest table it uses; `counts` leaves items out. */
export function headlineAreas(
  { headline }: JmaHead,
  counts: (item: HeadlineItem) => boolean = () => true,
): { set: AreaSet | null; areas: NamedCode[] } {
  const items = headline.information.flatMap((information) => information.items).filter(counts);
  for (const [codeType, set] of TABLES) {
    const areas = items.filter((item) => item.codeType === codeType).flatMap((item) => item.areas);
    if (areas.length > 0) return { set, areas: [...new Map(areas.map((area) => [area.code, area])).values()] };
  }
  return { set: null, areas: [] };
}

/** Every sentence of the body in order, each once: many telegrams repeat one per area. */
export function readBulletinTexts(body: XmlElement): string[] {
  return [...new Set(sentencesOf(body))];
}

function sentencesOf(element: XmlElement): string[] {
  return element.children.flatMap((inner) => {
    const own = SENTENCES.has(inner.name) && inner.children.length === 0 ? textOf(inner) : null;
    return own === null ? sentencesOf(inner) : [own];
  });
}
