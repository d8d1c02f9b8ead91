export type { XmlElement } from './xml/element.js';
export * from './xml/read-xml.js';
export * from './xml/read-signature.js';
export * from './cap/cap-alert.js';
export * from './cap/parse-cap.js';
export * from './cap/cap-mapping.js';
export { capIdentifier } from './cap/cap-identifier.js';
export { capGeocodes, type ShapeOf } from './cap/derive-cap-area.js';
export * from './cap/derive-cap.js';
export * from './cap/write-cap.js';
export { writeCapAlert } from './cap/write-cap-alert.js';
export * from './usgs-geojson/parse-usgs-geojson.js';
export type { DocumentList, ListEntry } from './atom/document-list.js';
export * from './atom/parse-atom.js';
export * from './atom/write-cap-feed.js';
export { parseRss } from './rss/parse-rss.js';
export * from './gdacs/parse-gdacs.js';
export * from './mapping/apply-mapping.js';
export * from './mapping/mapping.js';
export * from './mapping/read-values.js';
export * from './sip4d-zip/parse-sip4d-zip.js';
export { META_FILE } from './sip4d-zip/package-meta.js';
export { checkSip4dZip, type Sip4dProblem } from './sip4d-zip/check-sip4d-zip.js';
export * from './sip4d-zip/sip4d-snapshot.js';
export { kindOfGeometry, sip4dPlace } from './sip4d-zip/derive-sip4d-places.js';
export { sip4dTtid, writeSip4dZip } from './sip4d-zip/write-sip4d-zip.js';
export * from './population-csv/parse-population-csv.js';
export { readCsv } from './table/read-csv.js';
export { readGeoJsonRows, readJsonRows } from './table/read-json-rows.js';
export { columnName, type Table, type TableFinding, type TableRow } from './table/table.js';
export * from './p2pquake/p2p-report.js';
export { isP2pTest, parseP2pquake, type P2pFeed } from './p2pquake/parse-p2pquake.js';
export { parseJmaXml } from './jma-xml/parse.js';
export * from './jma-xml/report.js';
export * from './jma-xml/write-area-warning.js';
export * from './jma-xml/write-earthquake.js';
export {
  eventIdOf,
  fullWidth,
  TRAINING_LINE,
  type TelegramEnvelope,
  type TelegramStatus,
} from './jma-xml/write-report.js';
export * from './jma-xml/write-tsunami.js';
export * from './hinomi-facts/parse-facts.js';
export type { JsonProblem } from './json/read-json.js';
export * from './sensorthings/sensor-things.js';
export { datastreamInPath, parseSensorThings } from './sensorthings/parse-sensorthings.js';
export * from './sensor-json/sensor-mapping.js';
export * from './sensor-json/parse-sensor-json.js';
export {
  readShelterList,
  type ListDataset,
  type ListQuestion,
  type ShelterList,
} from './shelter-list/read-shelter-list.js';
export type { KnownList } from './shelter-list/list-mapping.js';
export { MAX_FHIR_BYTES } from './fhir/read-health-json.js';
export * from './fhir/operation-outcome.js';
export { parseFhir } from './fhir/parse-fhir.js';
export { MAX_NOTEBOOK_BYTES } from './jahis-notebook/join-codes.js';
export { parseJahisNotebook } from './jahis-notebook/parse-jahis-notebook.js';
export { parseHealthRecord } from './parse-health-record.js';
export { stripJpeg } from './picture/strip-jpeg.js';
export { stripPng } from './picture/strip-png.js';
export { stripWebp } from './picture/strip-webp.js';
export type { StrippedPicture } from './picture/stripped-picture.js';
