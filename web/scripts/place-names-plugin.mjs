import { fileURLToPath } from 'node:url';
import { PLACE_NAME_TABLES, placeNames } from '../../libs/geo/scripts/place-names.mjs';

const PREFIX = '\0virtual:place-names/';

/** The names of places as modules of the page, one a language, made from the code tables when the page is built. */
export function placeNamesPlugin() {
  return {
    name: 'hinomi-place-names',
    resolveId: { filter: { id: /^virtual:place-names\// }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: /^\0virtual:place-names\// },
      handler(id) {
        for (const table of PLACE_NAME_TABLES) this.addWatchFile(fileURLToPath(table));
        const names = placeNames(id.slice(PREFIX.length));
        return `export default JSON.parse(${JSON.stringify(JSON.stringify(names))});`;
      },
    },
  };
}
