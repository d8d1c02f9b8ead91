import { describe, expect, it } from '@jest/globals';
import { AddressRule, isRange } from './address-rule.js';

describe('the addresses to which webhooks are sent', () => {
  const rule = new AddressRule(['10.20.0.0/16', 'loopback']);

  it.each(['8.8.8.8', '203.0.112.1', '2606:4700::1111', '1.1.1.1'])('are those of the internet: %s', (address) => {
    expect(rule.kindOf(address)).toBe('internet');
  });

  it.each([
    ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
    ...['224.0.0.1', '255.255.255.255', '::', 'fe80::1', 'fd00::1', 'ff02::1', '64:ff9b::a00:1', '2002:a00:1::'],
    ...['::ffff:192.168.0.1', '::ffff:c0a8:1', 'localhost', ''],
  ])('are none of private or special ones: %s', (address) => {
    expect(rule.kindOf(address)).toBeNull();
  });

  it.each(['10.20.3.4', '127.0.0.1', '::1', '::ffff:10.20.0.1', '::ffff:7f00:1'])('may be allowed: %s', (address) => {
    expect(rule.kindOf(address)).toBe('allowed');
  });

  it('are named by ranges', () => {
    expect(['loopback', 'private', '10.0.0.0/8', 'fd00::/8'].every(isRange)).toBe(true);
    expect(['10.0.0.1', '10.0.0.0/33', 'localhost', '', 'fd00::/129'].some(isRange)).toBe(false);
  });
});
