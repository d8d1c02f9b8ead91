import { describe, expect, it } from '@jest/globals';
import { municipalityOfAddress } from './municipality-of-address.js';

describe('the municipality of an address', () => {
  it.each([
    ['石川県七尾市沢野町1-2', '17202'],
    ['七尾市 沢野町', '17202'],
    ['石川県鳳珠郡穴水町字川島', '17461'],
    ['穴水町川島', '17461'],
    ['札幌市中央区大通', '01101'],
    ['福島県郡山市朝日', '07203'],
    ['奈良県大和郡山市北郡山町', '29203'],
    ['東京都府中市宮西町', '13206'],
  ])('%s is in %s', (address, code) => {
    expect(municipalityOfAddress(address)).toBe(code);
  });

  it('is not guessed where several have the name, or none has', () => {
    expect(municipalityOfAddress('府中市宮西町')).toBeNull();
    expect(municipalityOfAddress('港の集会所のとなり')).toBeNull();
    expect(municipalityOfAddress('石川県')).toBeNull();
    expect(municipalityOfAddress('')).toBeNull();
  });
});
