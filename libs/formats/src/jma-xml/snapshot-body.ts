import { HubError, type NamedCode, type WarningItem } from '@hinomi/contracts';
import { child, errorAt, placeOf, type XmlElement } from '../xml/element.js';
import type { TakeElement } from '../xml/read-xml.js';
import { namedCode } from './named-code.js';
import { isOwn, ownElements } from './own-elements.js';
import type { WarningSnapshot } from './report.js';
import { telegramOfRoot } from './telegram.js';
import { blockOf, CITIES, DIVISIONS, FORECAST_AREA, kindsInForce } from './warning-body.js';

const ITEM = '/Report/Body/Warning/Item';
/** Says again what the body says, of the widest areas only. */
const HEADLINE_ITEM = '/Report/Head/Headline/Information/Item';
const AREA_CODE = /^\d{6,7}$/;

/**
 * Reads VPWS50 while it passes by: its items go from the document into this as they come, since there is one for every
 * municipality of the nation. Other telegrams keep all of theirs.
 * @NOTE The blocks are those of VPWW55-61 with the kinds of every element together (seen in readers of the live telegram;
 * JMA's own description was not at hand). A block of 高潮予報区間 is not known of and is left to VPWW57.
 */
export class SnapshotItems {
  private isSnapshot: boolean | undefined;
  private readonly blocks = new Set<string>();
  private readonly read: WarningSnapshot = { forecastAreas: [], cities: [], divisions: [], unreadable: [] };

  readonly take: TakeElement = (element, parent, root) => {
    if ((element.path !== ITEM && element.path !== HEADLINE_ITEM) || ![element, parent].every(isOwn)) return false;
    this.isSnapshot ??= telegramOfRoot(root) === 'VPWS50';
    if (this.isSnapshot && element.path === ITEM) this.add(ownElements(element), blockOf(parent.attributes['type']));
    return this.isSnapshot;
  };

  /** What was in force; `report.invalid` where the document lacks a list without which it would say that nothing was. */
  snapshotOf(body: XmlElement): WarningSnapshot {
    for (const block of [FORECAST_AREA, CITIES]) {
      if (!this.blocks.has(block)) throw errorAt(body, `there is no block of ${block}`, { below: '/Warning' });
    }
    return this.read;
  }

  private add(item: XmlElement, block = ''): void {
    if (![FORECAST_AREA, DIVISIONS, CITIES].includes(block)) return;
    this.blocks.add(block);
    const area = namedCode(child(item, 'Area'));
    if (area === null || !AREA_CODE.test(area.code)) {
      throw errorAt(item, 'an item names no area', { below: '/Area/Code' });
    }
    if (block === FORECAST_AREA) this.read.forecastAreas.push(area);
    if (block === CITIES) this.read.cities.push(...this.inForce(item, area));
    if (block === DIVISIONS) this.read.divisions.push(...this.inForce(item, area));
  }

  /** An area of which something cannot be read is no area without warnings. */
  private inForce(item: XmlElement, area: NamedCode): WarningItem[] {
    try {
      return kindsInForce(item);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      this.read.unreadable.push({ area, place: error.place ?? placeOf(item) });
      return [];
    }
  }
}
