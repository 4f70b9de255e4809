import { JsonObject } from '@waybill/backstage-plugin-waybill-common';
import { LiveResource } from '../../ports';
import { splitManifests } from '../rendering/splitManifests';
import { compareLive, resourceId } from './compareLive';
import { diffManifests } from './diffManifests';

const settings = (data: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', ...metadata },
  data,
});
const resource = (
  live: JsonObject | undefined,
  target: JsonObject | undefined,
  rest: Partial<LiveResource> = {},
): LiveResource => ({
  group: '',
  kind: 'ConfigMap',
  namespace: 'shop',
  name: 'settings',
  live,
  target,
  ...rest,
});
const yaml = (...objects: JsonObject[]) =>
  splitManifests(objects.map(one => JSON.stringify(one)).join('\n---\n'));

/** What would change, as `kind/namespace/name change`. */
async function changes(
  resources: LiveResource[],
  change: { before: JsonObject[]; after: JsonObject[] } | undefined,
  prunes = true,
) {
  const found = compareLive({
    resources,
    change: change && {
      before: await yaml(...change.before),
      after: await yaml(...change.after),
    },
    prunes,
    namespace: 'shop',
  });
  return {
    ...found,
    changed: diffManifests(found.live, found.planned).map(
      one => `${resourceId(one)} ${one.change}`,
    ),
  };
}

describe('compareLive', () => {
  const blue = settings({ colour: 'blue' });
  const red = settings({ colour: 'red' });

  it('finds nothing where what runs is what Git says', async () => {
    const found = await changes([resource(blue, blue)], undefined);
    expect(found).toMatchObject({ changed: [], kept: [] });
    expect(found.drifted.size).toBe(0);
  });

  it('tells what has drifted from what is promoted', async () => {
    const drifted = await changes([resource(red, blue)], undefined);
    expect(drifted.changed).toEqual(['ConfigMap/shop/settings changed']);
    expect([...drifted.drifted]).toEqual(['ConfigMap/shop/settings']);
    const promoted = await changes([resource(blue, blue)], {
      before: [blue],
      after: [red],
    });
    expect(promoted.changed).toEqual(['ConfigMap/shop/settings changed']);
    expect(promoted.drifted.size).toBe(0);
  });

  it('takes what a cluster keeps for itself for no difference', async () => {
    const kept = {
      uid: '1',
      resourceVersion: '2',
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': '{}',
      },
    };
    const live = { ...settings({ colour: 'blue' }, kept), status: { seen: 1 } };
    const found = await changes([resource(live, blue)], undefined);
    expect(found.changed).toEqual([]);
  });

  it.each([['shop'], [''], ['elsewhere']])(
    'knows a resource in "%s" that a manifest names without a place',
    async namespace => {
      const found = await changes([resource(blue, blue, { namespace })], {
        before: [blue],
        after: [red],
      });
      expect(found.changed).toEqual(
        namespace === 'elsewhere'
          ? ['ConfigMap/shop/settings added']
          : [
              `${['ConfigMap', namespace, 'settings']
                .filter(Boolean)
                .join('/')} changed`,
            ],
      );
    },
  );

  it('leaves alone what other sources name', async () => {
    const other = resource(blue, blue, { name: 'other' });
    const found = await changes([resource(blue, blue), other], {
      before: [blue],
      after: [red],
    });
    expect(found.changed).toEqual(['ConfigMap/shop/settings changed']);
  });

  it('tells what is new, and what goes where it goes', async () => {
    expect((await changes([], { before: [], after: [blue] })).changed).toEqual([
      'ConfigMap/shop/settings added',
    ]);
    const gone = { before: [blue], after: [] };
    const pruned = await changes([resource(blue, blue)], gone);
    expect(pruned.changed).toEqual(['ConfigMap/shop/settings removed']);
    const kept = await changes([resource(blue, blue)], gone, false);
    expect(kept).toMatchObject({
      changed: [],
      kept: ['ConfigMap/shop/settings'],
    });
  });

  it('leaves hooks out, and looks into lists', async () => {
    const hook = settings(
      { colour: 'blue' },
      { annotations: { 'argocd.argoproj.io/hook': 'PreSync' } },
    );
    const list = { apiVersion: 'v1', kind: 'List', items: [blue, hook] };
    const found = await changes([], { before: [], after: [list] });
    expect(found.changed).toEqual(['ConfigMap/shop/settings added']);
  });

  it.each(['List', 'SecretList'])(
    'shows nothing of a Secret in a %s',
    async kind => {
      const secret = {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'key' },
        stringData: { password: 'hunter2' },
      };
      const list = { apiVersion: 'v1', kind, items: [secret] };
      const found = await changes([], { before: [], after: [list] });
      expect(found.changed).toEqual(['Secret/shop/key added']);
      const shown = JSON.stringify([
        diffManifests(found.live, found.planned),
        diffManifests([], await yaml(list)),
      ]);
      expect(shown).toContain('(hidden)');
      expect(shown).not.toContain('hunter2');
    },
  );

  it('shows nothing of a Secret that is told as something else', async () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'settings' },
      data: { password: 'aHVudGVyMg==' },
    };
    const found = await changes([resource(secret, undefined)], undefined);
    expect(
      JSON.stringify(diffManifests(found.live, found.planned)),
    ).not.toContain('aHVudGVyMg');
  });
});
