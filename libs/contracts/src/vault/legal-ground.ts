import { z } from 'zod';

/** Why a person's record may be kept: they agreed, their life needs it and they cannot be asked, or the law says so. */
export const LEGAL_GROUNDS = ['consent', 'vital-interest', 'legal-duty'] as const;
export const LegalGround = z.enum(LEGAL_GROUNDS);
export type LegalGround = z.infer<typeof LegalGround>;
