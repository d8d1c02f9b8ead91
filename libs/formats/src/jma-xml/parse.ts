import { child, errorAt, type XmlElement } from '../xml/element.js';
import { readXml } from '../xml/read-xml.js';
import { readBulletin, readBulletinTexts } from './bulletin-body.js';
import { readEarthquakeBody } from './earthquake-body.js';
import { readEewBody } from './eew-body.js';
import { readEnvelope, readEventId, readEventIds } from './envelope.js';
import { readLandslideAlert, readLegacyWarning } from './legacy-warning-body.js';
import { readNankai, readNankaiTexts } from './nankai-body.js';
import { readPrompt } from './prompt-body.js';
import type { JmaBody, JmaControl, JmaHead, JmaReport, JmaTelegram } from './report.js';
import { ownElements } from './own-elements.js';
import { readRiverFloodBody, readRiverFloodTexts } from './river-flood-body.js';
import { readSeismologyTexts } from './seismology.js';
import { SnapshotItems } from './snapshot-body.js';
import { recogniseTelegram } from './telegram.js';
import { readTsunamiBody } from './tsunami-body.js';
import { readTyphoonBody, readTyphoonTexts } from './typhoon-body.js';
import { readAshBody, readVolcanoBody, readVolcanoTexts } from './volcano-body.js';
import { readForecastArea, readWarningBody, readWarningTexts } from './warning-body.js';

/**
 * Reads one telegram of 気象庁防災情報XML.
 *
 * A telegram of no family of its own is a bulletin. Errors: those of `readXml`; `report.unsupported` for a family that may
 * not pass as words, naming its title; `report.invalid` with line and
 * path when something is missing without which the report has no meaning. A missing optional element is no error.
 */
export function parseJmaXml(bytes: Uint8Array): JmaReport {
  const items = new SnapshotItems();
  const root = ownElements(readXml(bytes, items.take));
  if (root.name !== 'Report') throw errorAt(root, `<${root.name}> is not a JMA report`);
  const telegram = recogniseTelegram(root);
  const { control, head } = readEnvelope(root);
  const element = child(root, 'Body');
  if (element === undefined && head.infoType !== '取消') throw errorAt(root, 'there is no Body', { below: '/Body' });
  if (telegram === 'VPWS50') {
    const snapshot = head.infoType === '取消' ? null : items.snapshotOf(element ?? root);
    return { control, head, body: { family: 'warning-snapshot', telegram, snapshot }, texts: [] };
  }
  const { body, texts } = readBody(telegram, control, head, root, element ?? emptyBody(root));
  return { control, head, body, texts };
}

/** Ids have an end. */
const MAX_AREA_KEY_LENGTH = 100;

function readBody(
  telegram: Exclude<JmaTelegram, 'VPWS50'>,
  control: JmaControl,
  head: JmaHead,
  root: XmlElement,
  element: XmlElement,
): { body: JmaBody; texts: string[] } {
  const voids = head.infoType === '取消';
  switch (telegram) {
    case 'VXSE51':
    case 'VXSE52':
    case 'VXSE53':
    case 'VXSE61':
    case 'VXSE62': {
      const statement = voids ? null : readEarthquakeBody(telegram, head, element);
      return {
        body: { family: 'earthquake', telegram, eventId: readEventId(root), statement },
        texts: readSeismologyTexts(element),
      };
    }
    case 'VTSE41':
    case 'VTSE51':
    case 'VTSE52': {
      const eventIds = readEventIds(root);
      const statements = voids ? [] : readTsunamiBody(telegram, eventIds, head, element);
      return { body: { family: 'tsunami', telegram, eventIds, statements }, texts: readSeismologyTexts(element) };
    }
    case 'VXKO': {
      const eventId = readEventId(root);
      const statement = voids ? null : readRiverFloodBody(eventId, head, root, element);
      return { body: { family: 'river-flood', telegram, eventId, statement }, texts: readRiverFloodTexts(element) };
    }
    case 'VXSE43':
    case 'VXSE44':
    case 'VXSE45': {
      const eventId = readEventId(root);
      const statement = voids ? null : readEewBody(telegram, eventId, head, element);
      return { body: { family: 'eew', telegram, eventId, statement }, texts: readSeismologyTexts(element) };
    }
    case 'VPTW': {
      const eventId = readEventId(root);
      const statement = voids ? null : readTyphoonBody(eventId, element);
      return { body: { family: 'typhoon', telegram, eventId, statement }, texts: readTyphoonTexts(element) };
    }
    case 'VFVO50':
    case 'VFSV':
    case 'VFVO52':
    case 'VFVO56': {
      const eventId = readEventId(root);
      const statement = voids ? null : readVolcanoBody(telegram, element);
      return { body: { family: 'volcano', telegram, eventId, statement }, texts: readVolcanoTexts(element) };
    }
    case 'VFVO53':
    case 'VFVO54':
    case 'VFVO55': {
      const eventId = readEventId(root);
      const statement = voids ? null : readAshBody(telegram, element);
      return { body: { family: 'ash', telegram, eventId, statement }, texts: readVolcanoTexts(element) };
    }
    case 'VPBS50':
    case 'VPOA50':
    case 'VPHW50':
    case 'VPHW51': {
      const areaKey = head.headline.information[0]?.items[0]?.areas[0]?.code ?? '';
      const statement = voids ? null : readPrompt(telegram, head);
      return { body: { family: 'prompt-report', telegram, areaKey, statement }, texts: readBulletinTexts(element) };
    }
    case 'VPWW50':
    case 'VPWW53':
    case 'VPWW54': {
      const forecastArea = readForecastArea(head, element);
      const statement = voids ? null : readLegacyWarning(telegram, forecastArea, element);
      return {
        body: { family: 'legacy-warning', telegram, key: forecastArea.code, statement },
        texts: readWarningTexts(element),
      };
    }
    case 'VXWW50': {
      const key = readEventId(root);
      const statement = voids ? null : readLandslideAlert(element);
      return { body: { family: 'legacy-warning', telegram, key, statement }, texts: readWarningTexts(element) };
    }
    case 'VYSE50':
    case 'VYSE51':
    case 'VYSE60': {
      const eventId = readEventId(root);
      const statement = voids ? null : readNankai(telegram, head, element);
      return { body: { family: 'nankai', telegram, eventId, statement }, texts: readNankaiTexts(element) };
    }
    case 'bulletin': {
      const stated = readBulletin(control, head);
      const areaKey = stated.areas
        .map(({ code }) => code)
        .sort()
        .join('+')
        .slice(0, MAX_AREA_KEY_LENGTH);
      const statement = voids ? null : stated;
      return { body: { family: 'bulletin', telegram, areaKey, statement }, texts: readBulletinTexts(element) };
    }
    default: {
      const forecastArea = readForecastArea(head, element);
      const statement = voids ? null : readWarningBody(telegram, forecastArea, element);
      return {
        body: { family: 'weather-warning', telegram, forecastArea, statement },
        texts: readWarningTexts(element),
      };
    }
  }
}

/** A report that only voids another needs no body. */
function emptyBody(root: XmlElement): XmlElement {
  return { ...root, name: 'Body', path: `${root.path}/Body`, attributes: {}, children: [], text: '' };
}
