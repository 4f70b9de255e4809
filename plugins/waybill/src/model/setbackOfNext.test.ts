import { SetbackView } from '@waybill/backstage-plugin-waybill-common';
import { makeStage, request } from '../__testUtils__/makers';
import { setbackOfNext } from './setbackOfNext';

const setback = (kind: SetbackView['kind']): SetbackView => ({
  kind,
  promotion: 'p1',
  at: '2025-11-20T14:18:00Z',
  by: { type: 'user', ref: 'user:default/olga' },
  reason: null,
});
const next = (freight: string, kind?: SetbackView['kind']) => ({
  next: { freight, gates: [], ...(kind && { setback: setback(kind) }) },
});
const prod = (rest: object) =>
  makeStage('prod', { requests: [request('images', ['uat'])], ...rest });

describe('setbackOfNext', () => {
  it.each([
    [
      'there is none',
      prod(next('f2')),
      makeStage('uat', next('f2')),
      undefined,
    ],
    [
      'its own',
      prod(next('f2', 'Failed')),
      makeStage('uat', next('f2', 'RolledBack')),
      'prod Failed',
    ],
    [
      'that of the Stage before it, which went back from the same Freight',
      prod(next('f2')),
      makeStage('uat', next('f2', 'RolledBack')),
      'uat RolledBack',
    ],
    [
      'nothing of other Freight',
      prod(next('f3')),
      makeStage('uat', next('f2', 'RolledBack')),
      undefined,
    ],
    [
      'nothing of a failure to bring it into the Stage before it, since other Stages have verified it',
      prod(next('f2')),
      makeStage('uat', next('f2', 'Failed')),
      undefined,
    ],
    [
      'nothing of a Stage beside it',
      prod(next('f2')),
      makeStage('asia', next('f2', 'RolledBack')),
      undefined,
    ],
    [
      'nothing where nothing comes next',
      prod({}),
      makeStage('uat', next('f2', 'RolledBack')),
      undefined,
    ],
  ])('tells %s', (_, stage, before, expected) => {
    const found = setbackOfNext(stage, [before, stage]);
    expect(found && `${found.stage.name} ${found.setback.kind}`).toBe(expected);
  });
});
