/// <reference types="vite/client" />
declare module '*.mjs?url' {
  const url: string;
  export default url;
}
declare module 'virtual:place-names/*' {
  const names: import('./places/place-names.js').PlaceNameTable;
  export default names;
}
