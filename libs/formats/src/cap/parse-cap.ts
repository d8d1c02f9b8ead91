import { CapCertainty, CapSeverity, CapUrgency } from '@hinomi/contracts';
import { errorAt, textOf, type XmlElement } from '../xml/element.js';
import { readXml } from '../xml/read-xml.js';
import {
  CAP_CATEGORIES,
  CAP_MESSAGE_TYPES,
  CAP_RESPONSE_TYPES,
  CAP_SCOPES,
  CAP_STATUSES,
  CAP_VERSIONS,
  type CapAlert,
  type CapInfo,
  type CapMessageName,
  type CapVersion,
} from './cap-alert.js';
import {
  field,
  fields,
  knownWords,
  listed,
  namedValues,
  optionalText,
  optionalTime,
  optionalWord,
  requiredText,
  requiredTime,
  requiredWord,
  texts,
  timeAt,
} from './cap-fields.js';
import { readCapArea } from './read-cap-area.js';
import { readCapResource } from './read-cap-resource.js';

/** Names above this do not fit into ids; the longest seen has 90 characters. */
const MAX_NAME_LENGTH = 180;

/**
 * Reads a CAP 1.2 message (1.1 and 1.0 where they differ). Refuses what leaves the meaning open; an absent urgency,
 * severity or certainty is Unknown, as publishers leave them out.
 *
 * Errors: `report.unreadable` (not XML, or a document type), `report.unsupported` (not CAP), `report.invalid`, all with
 * line and path.
 */
export function parseCap(bytes: Uint8Array): CapAlert {
  const root = readXml(bytes);
  const version = versionOf(root);
  const msgType = requiredWord(root, 'msgType', CAP_MESSAGE_TYPES);
  const named = { sender: readName(root, 'sender'), identifier: readName(root, 'identifier') };
  const name: CapMessageName = { ...named, sent: requiredTime(root, 'sent') };
  const alert: CapAlert = {
    version,
    ...name,
    status: requiredWord(root, 'status', CAP_STATUSES),
    msgType,
    scope: readScope(root, version),
    source: optionalText(root, 'source'),
    restriction: optionalText(root, 'restriction'),
    addresses: listed(root, 'addresses'),
    codes: texts(root, 'code'),
    incidents: listed(root, 'incidents'),
    note: optionalText(root, 'note'),
    references: msgType === 'Update' || msgType === 'Cancel' ? readReferences(root, msgType, name) : [],
    infos: fields(root, 'info').map(readInfo),
  };
  if (alert.infos.length === 0 && (msgType === 'Alert' || msgType === 'Update')) {
    throw errorAt(root, `this ${msgType} says nothing: it has no <info>`, { below: '/info' });
  }
  return alert;
}

function versionOf(root: XmlElement): CapVersion {
  const version = Object.hasOwn(CAP_VERSIONS, root.ns) ? CAP_VERSIONS[root.ns as keyof typeof CAP_VERSIONS] : undefined;
  if (root.name !== 'alert' || version === undefined) {
    throw errorAt(root, `<${root.name}> of namespace "${root.ns}" is not a CAP alert`, { code: 'report.unsupported' });
  }
  return version;
}

/** CAP 1.0 may leave the scope out; then it is not taken for public. */
function readScope(root: XmlElement, version: CapVersion): CapAlert['scope'] {
  if (version === '1.0') return optionalWord(root, 'scope', CAP_SCOPES) ?? 'Restricted';
  return requiredWord(root, 'scope', CAP_SCOPES);
}

/** Commas and spaces would break every reference to the message. */
function readName(root: XmlElement, name: 'sender' | 'identifier'): string {
  const text = requiredText(root, name);
  const element = field(root, name) ?? root;
  if (/[\s,<&]/.test(text)) throw errorAt(element, `"${text}" has a space, comma, < or & in it`);
  if (text.length > MAX_NAME_LENGTH) throw errorAt(element, `${text.length} characters; at most ${MAX_NAME_LENGTH}`);
  return text;
}

/**
 * The messages an Update or Cancel is about. A reference to itself says nothing and is left out: national publishers send
 * such updates, and refusing one would lose an all-clear. So is one to a message of later than its own time, which CAP does
 * not allow: two messages that name each other would both be gone.
 */
function readReferences(root: XmlElement, msgType: string, self: CapMessageName): CapMessageName[] {
  const written = requiredReferences(root, msgType);
  const triples = textOf(written)?.split(/[ \t\r\n]+/) ?? [];
  return triples
    .map((triple) => {
      const [sender, identifier, sent, ...rest] = triple.split(',');
      if (!sender || !identifier || !sent || rest.length > 0) {
        throw errorAt(written, `"${triple}" is not sender,identifier,sent`);
      }
      return { sender, identifier, sent: timeAt(written, sent) };
    })
    .filter(
      ({ sender, identifier, sent }) =>
        sent <= self.sent && (sender !== self.sender || identifier !== self.identifier || sent !== self.sent),
    );
}

function requiredReferences(root: XmlElement, msgType: string): XmlElement {
  const element = field(root, 'references');
  if (!element || textOf(element) === null) {
    throw errorAt(element ?? root, `this ${msgType} does not say which message it is about`, {
      below: element ? '' : '/references',
    });
  }
  return element;
}

function readInfo(info: XmlElement): CapInfo {
  return {
    language: optionalText(info, 'language') ?? 'en-US',
    categories: knownWords(info, 'category', CAP_CATEGORIES),
    event: optionalText(info, 'event') ?? '',
    responseTypes: knownWords(info, 'responseType', CAP_RESPONSE_TYPES),
    urgency: optionalWord(info, 'urgency', CapUrgency.options) ?? 'Unknown',
    severity: optionalWord(info, 'severity', CapSeverity.options) ?? 'Unknown',
    certainty:
      optionalWord(info, 'certainty', CapCertainty.options, {
        'Very Likely': 'Likely',
      }) ?? 'Unknown',
    effective: optionalTime(info, 'effective'),
    onset: optionalTime(info, 'onset'),
    expires: optionalTime(info, 'expires'),
    senderName: optionalText(info, 'senderName'),
    headline: optionalText(info, 'headline'),
    description: optionalText(info, 'description'),
    instruction: optionalText(info, 'instruction'),
    web: texts(info, 'web')[0] ?? null,
    audience: optionalText(info, 'audience'),
    contact: optionalText(info, 'contact'),
    eventCodes: namedValues(info, 'eventCode'),
    parameters: namedValues(info, 'parameter'),
    resources: fields(info, 'resource').map(readCapResource),
    areas: fields(info, 'area').map(readCapArea),
  };
}
