import { SetMetadata } from '@nestjs/common';
import type { Permission } from '@hinomi/contracts';

/** What an endpoint or socket message asks of whoever calls it. */
export type AccessRule = Permission | 'open';

/** Under which the guard of libs/access finds an endpoint's rule. */
export const ACCESS_RULE = 'hinomi:access';

/** An endpoint for everyone, without a token. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(ACCESS_RULE, 'open' satisfies AccessRule);
