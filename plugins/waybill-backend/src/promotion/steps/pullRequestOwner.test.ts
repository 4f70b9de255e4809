import { pullRequestOwner } from './pullRequestOwner';

describe('whose a pull request is', () => {
  it.each([
    ['As we like it\n\nWaybill-Promotion: prod.01.aaa', 'prod.01.aaa'],
    // Edited in a browser.
    ['As we like it\r\n\r\nWaybill-Promotion: prod.01.aaa\r\n', 'prod.01.aaa'],
    // Told of another in its text.
    [
      'Waybill-Promotion: dev.01.bbb\n\nWaybill-Promotion: prod.01.aaa',
      'prod.01.aaa',
    ],
    // As it was written once.
    [
      'Promotes it:\n\nPromotion prod.01.aaa, asked for by user:default/dana.',
      'prod.01.aaa',
    ],
    ['See `Waybill-Promotion: prod.01.aaa`', undefined],
    ['Mend the price', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('says the last line of %j: %j', (description, owner) => {
    expect(pullRequestOwner(description)).toBe(owner);
  });
});
