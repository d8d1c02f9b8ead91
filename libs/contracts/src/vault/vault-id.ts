import { z } from 'zod';

/** A person's, a record's or a task's id in the vault: random, says nothing. */
export const VaultId = z
  .string()
  .regex(/^(?:drill:[a-z0-9-]{1,64}:)?[A-Za-z0-9_-]{22}$/, 'expected an id of the vault');

/** The sender's own name for what they ask; asked again with it, it is done once. */
export const RequestId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'expected 8-64 letters, digits, - or _');
