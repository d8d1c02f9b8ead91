/// <reference types="vite/client" />
declare module '*.mjs?url' {
  const url: string;
  export default url;
}
declare module 'virtual:place-names/*' {
  const names: {
    sets: Readonly<Record<string, Readonly<Record<string, string>>>>;
    names: Readonly<Record<string, string>>;
  };
  export default names;
}
