import { it } from '@jest/globals';

it('is never reached', () => undefined);
throw new Error('broken while it loads');
