import { isAuthorizedStage } from './isAuthorizedStage';

const stage = {
  entityRef: 'component:default/storefront',
  project: 'storefront',
  stage: 'prod',
};

describe('an application', () => {
  it.each([
    ['waybill/authorized-stage', 'component:default/storefront:prod', true],
    [
      'waybill/authorized-stage',
      'component:default/other:dev, component:default/storefront:prod',
      true,
    ],
    ['waybill/authorized-stage', 'component:default/storefront:prod,', true],
    ['waybill/authorized-stage', 'component:default/storefront:uat', false],
    ['waybill/authorized-stage', 'component:default/storefront:prod-eu', false],
    ['waybill/authorized-stage', 'component:default/storefront', false],
    ['waybill/authorized-stage', 'component:default/*:prod', false],
    ['waybill/authorized-stage', '*', false],
    ['waybill/authorized-stage', 'storefront:prod', false],
    ['waybill/authorized-stage', '', false],
    ['kargo.akuity.io/authorized-stage', 'storefront:prod', true],
    ['kargo.akuity.io/authorized-stage', 'a:b,storefront:prod', true],
    ['kargo.akuity.io/authorized-stage', 'storefront:*', false],
    ['kargo.akuity.io/authorized-stage', '*:prod', false],
    ['kargo.akuity.io/authorized-stage', '*:*', false],
    ['kargo.akuity.io/authorized-stage', 'bogus', false],
    [
      'kargo.akuity.io/authorized-stage',
      'component:default/storefront:prod',
      false,
    ],
    ['somebody.else/authorized-stage', 'storefront:prod', false],
  ])(
    'with %s: "%s" authorizes its Stage: %s',
    (annotation, value, expected) => {
      const annotations = { [annotation]: value };
      expect(
        isAuthorizedStage(annotations, { ...stage, projectBound: true }),
      ).toBe(expected);
    },
  );

  it('means nobody by a project whose name is not bound to the entity', () => {
    const annotations = {
      'kargo.akuity.io/authorized-stage': 'storefront:prod',
    };
    expect(
      isAuthorizedStage(annotations, { ...stage, projectBound: false }),
    ).toBe(false);
    const ours = {
      'waybill/authorized-stage': 'component:default/storefront:prod',
    };
    expect(isAuthorizedStage(ours, { ...stage, projectBound: false })).toBe(
      true,
    );
  });

  it('without annotations authorizes nobody', () => {
    expect(isAuthorizedStage(undefined, { ...stage, projectBound: true })).toBe(
      false,
    );
  });
});
