import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readPolicies } from './readPolicies';

const read = (automaticRollback: JsonObject) =>
  readPolicies(
    new ConfigReader({
      waybill: { policies: { default: { automaticRollback } } },
    }),
  ).automaticRollback;

describe('waybill.policies.default.automaticRollback', () => {
  it('is off where nothing is said', () => {
    expect(
      readPolicies(new ConfigReader({})).automaticRollback,
    ).toBeUndefined();
  });

  it('says after what, and up to when', () => {
    expect(read({ on: ['FailedVerification'] })).toEqual({
      on: ['FailedVerification'],
      maxAgeSeconds: 1200,
    });
    expect(
      read({
        on: ['FailedPromotion', 'FailedVerification'],
        ignoreFailuresOlderThan: '1h30m',
      }),
    ).toEqual({
      on: ['FailedPromotion', 'FailedVerification'],
      maxAgeSeconds: 5400,
    });
  });

  it.each<[JsonObject, RegExp]>([
    [{}, /\.on/],
    [{ on: ['Sunday'] }, /expected some of FailedPromotion.*found "Sunday"/],
    [{ on: [], target: 'x' }, /target is not built yet/],
    [
      { on: [], ignoreFailuresOlderThan: 'soon' },
      /ignoreFailuresOlderThan: expected a time.*found "soon"/,
    ],
    [{ on: [], ignoreFailuresOlderThan: '0' }, /greater than 0/],
  ])('stops the start for %j', (written, expected) => {
    expect(() => read(written)).toThrow(expected);
  });
});
