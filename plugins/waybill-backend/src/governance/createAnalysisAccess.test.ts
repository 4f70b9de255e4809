import { mockServices } from '@backstage/backend-test-utils';
import { entity } from './__testUtils__/authorities';
import { createAnalysisAccess } from './createAnalysisAccess';

const access = (...allow: object[]) =>
  createAnalysisAccess(
    mockServices.rootConfig({ data: { waybill: { analysis: { allow } } } }),
    ['main', 'backup'],
  );
const guestbook = entity('guestbook');

describe('createAnalysisAccess', () => {
  it.each<[string, object, { namespace: string; instance?: string }, boolean]>([
    [
      'a namespace',
      { namespaces: ['guestbook'] },
      { namespace: 'guestbook' },
      true,
    ],
    ['a glob', { namespaces: ['team-*'] }, { namespace: 'team-a' }, true],
    [
      'another namespace',
      { namespaces: ['team-*'] },
      { namespace: 'kube-system' },
      false,
    ],
    [
      'the first instance, where none is named',
      { namespaces: ['*'], instances: ['main'] },
      { namespace: 'guestbook' },
      true,
    ],
    [
      'another instance',
      { namespaces: ['*'], instances: ['main'] },
      { namespace: 'guestbook', instance: 'backup' },
      false,
    ],
    [
      'another owner',
      { namespaces: ['*'], owners: ['group:default/team-b'] },
      { namespace: 'guestbook' },
      false,
    ],
  ])('knows %s', (_, grant, where, isGranted) => {
    const problem = access(grant)(guestbook, where);
    expect(problem === undefined).toBe(isGranted);
    expect(problem ?? 'waybill.analysis.allow').toContain(
      'waybill.analysis.allow',
    );
  });

  it('grants nothing where nothing is said', () => {
    expect(access()(guestbook, { namespace: 'guestbook' })).toBe(
      'AnalysisRuns in the namespace "guestbook" of Argo CD instance "main" are not granted to component:default/guestbook; an entry of waybill.analysis.allow in the platform\'s configuration would grant them',
    );
  });

  it('refuses a misspelt limit, which would be none', () => {
    expect(() => access({ namespaces: ['*'], entity: ['x'] })).toThrow(
      /waybill\.analysis\.allow\[0\]: expected namespaces, instances, .*found "entity"/,
    );
  });
});
