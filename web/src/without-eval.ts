/**
 * The contracts bring zod along, which tries `new Function` once to see whether it may. A strict content policy forbids and
 * reports that, so zod is told beforehand. @NOTE Must be the first import of the page.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export {};
