import { readInstant, type Instant } from '@hinomi/contracts';
import { child, children, childText, descend, errorAt, textOf, type XmlElement } from '../xml/element.js';
import { namedCode } from './named-code.js';
import {
  JMA_INFO_TYPES,
  JMA_STATUSES,
  type JmaControl,
  type JmaHead,
  type JmaHeadline,
  type JmaKind,
} from './report.js';

/** Longer than any list of event ids on record; longer still is not an id. */
const MAX_EVENT_ID_LENGTH = 400;

/**
 * Reads `Control` and `Head`. Status, a time and a known InfoType must be there: without them nobody can say whether the
 * report is real, when it holds, or what it does. Everything else may be missing.
 */
export function readEnvelope(root: XmlElement): { control: JmaControl; head: JmaHead } {
  const control = child(root, 'Control');
  const head = child(root, 'Head');
  if (control === undefined) throw errorAt(root, 'there is no Control', { below: '/Control' });
  if (head === undefined) throw errorAt(root, 'there is no Head', { below: '/Head' });

  const status = oneOf(JMA_STATUSES, childText(control, 'Status'));
  if (status === undefined) throw errorAt(control, 'Status is not 通常, 訓練 or 試験', { below: '/Status' });

  const sent = instantOf(child(control, 'DateTime'));
  const reported = instantOf(child(head, 'ReportDateTime'));
  const reportDateTime = reported ?? sent;
  if (reportDateTime === null) throw errorAt(head, 'there is no time of report', { below: '/ReportDateTime' });

  return {
    control: {
      title: childText(control, 'Title') ?? '',
      dateTime: sent ?? reportDateTime,
      status,
      editorialOffice: childText(control, 'EditorialOffice'),
      publishingOffice: childText(control, 'PublishingOffice'),
    },
    head: {
      title: childText(head, 'Title') ?? childText(control, 'Title') ?? '',
      reportDateTime,
      targetDateTime: instantOf(child(head, 'TargetDateTime')),
      validDateTime: instantOf(child(head, 'ValidDateTime')),
      eventId: childText(head, 'EventID'),
      infoType: infoTypeOf(head),
      serial: serialOf(head),
      infoKind: childText(head, 'InfoKind'),
      headline: headlineOf(child(head, 'Headline')),
    },
  };
}

/** The time an element gives; null when absent, empty or not a time. */
export function instantOf(element: XmlElement | undefined): Instant | null {
  const text = textOf(element);
  return text === null ? null : readInstant(text);
}

/** The ids of `Head/EventID`, in order of writing; `report.invalid` when there is none. */
export function readEventIds(root: XmlElement): string[] {
  const head = child(root, 'Head') ?? root;
  const written = childText(head, 'EventID') ?? '';
  const ids = written.split(/[\s　]+/).filter((id) => id !== '');
  if (ids.length === 0) throw errorAt(head, 'there is no event id', { below: '/EventID' });
  if (written.length > MAX_EVENT_ID_LENGTH) throw errorAt(head, 'the event id is too long', { below: '/EventID' });
  return ids;
}

/** The one id of `Head/EventID`. */
export function readEventId(root: XmlElement): string {
  return readEventIds(root).join('+');
}

/** A missing InfoType is an issue: a report that voids another has no body, which is refused then. */
function infoTypeOf(head: XmlElement): JmaHead['infoType'] {
  const written = childText(head, 'InfoType');
  const known = oneOf(JMA_INFO_TYPES, written ?? '発表');
  if (known === undefined) throw errorAt(head, `InfoType ${written} is not known`, { below: '/InfoType' });
  return known;
}

function serialOf(head: XmlElement): number | null {
  const serial = childText(head, 'Serial')?.normalize('NFKC') ?? '';
  return /^\d{1,9}$/.test(serial) ? Number(serial) : null;
}

function headlineOf(headline: XmlElement | undefined): JmaHeadline {
  return {
    text: childText(headline, 'Text') ?? '',
    information: children(headline, 'Information').map((information) => ({
      type: information.attributes['type'] ?? '',
      items: children(information, 'Item').map((item) => ({
        kinds: children(item, 'Kind').map(kindOf),
        codeType: child(item, 'Areas')?.attributes['codeType'] ?? '',
        areas: children(descend(item, 'Areas'), 'Area').flatMap((area) => namedCode(area) ?? []),
      })),
    })),
  };
}

/** `Name`, `Code` and `Condition` of a Kind, each as written. */
export function kindOf(kind: XmlElement | undefined): JmaKind {
  return {
    name: childText(kind, 'Name'),
    code: childText(kind, 'Code'),
    condition: childText(kind, 'Condition'),
  };
}

function oneOf<T extends string>(known: readonly T[], text: string | null): T | undefined {
  return known.find((value) => value === text);
}
