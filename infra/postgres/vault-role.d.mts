/** Makes the vault's own role and schemas, or gives the role another password; resolves to the address of the role. */
export function makeVaultRole(administratorUrl: string, password: string): Promise<string>;
