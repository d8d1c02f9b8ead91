import { expect, it } from '@jest/globals';
import { evaluations } from './counted.js';
import { registers } from './registers.suite.js';

registers();
it('finds the sources that the file before it loaded', () => expect(evaluations()).toBe(1));
it('finds nothing spied on', () => expect(Math.hypot(3, 4)).toBe(5));
