import { SetMetadata } from '@nestjs/common';

/**
 * The mark of `@Open()` in libs/access, which stands above this library and reads it: these endpoints have no token to
 * show. A spec of the gateway holds the two together.
 */
export const openEndpoint = (): MethodDecorator & ClassDecorator => SetMetadata('hinomi:access', 'open');
