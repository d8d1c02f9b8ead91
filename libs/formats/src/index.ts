export type { XmlElement } from './xml/element.js';
export * from './xml/read-xml.js';
