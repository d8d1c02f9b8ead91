export * from './access-guard.js';
export * from './access.module.js';
export type { AccessSettings } from './access-settings.js';
export * from './host-check.js';
export * from './policy.js';
export * from './principal.js';
export * from './signing-key.js';
export * from './token-issuer.js';
export * from './token-verifier.js';
