import { promotionUrl } from './promotionUrl';

const promotion = {
  id: 'prod.01jn.fffffff',
  entityRef: 'component:default/storefront',
};
const PAGE =
  'catalog/default/component/storefront/freight/promotions/prod.01jn.fffffff';

describe('the page of a promotion', () => {
  it.each([
    ['https://backstage.example.com', `https://backstage.example.com/${PAGE}`],
    ['https://example.com/backstage/', `https://example.com/backstage/${PAGE}`],
  ])('below %s is on its entity’s tab', (base, url) => {
    expect(promotionUrl(base, promotion)).toBe(url);
  });

  it('is not known where the app is not', () => {
    expect(promotionUrl(undefined, promotion)).toBeUndefined();
  });

  it('ends where the id ends, whatever is in a name', () => {
    expect(
      promotionUrl('https://b.example.com', {
        id: 'a/b?',
        entityRef: 'component:default/my shop',
      }),
    ).toBe(
      'https://b.example.com/catalog/default/component/my%20shop/freight/promotions/a%2Fb%3F',
    );
  });
});
