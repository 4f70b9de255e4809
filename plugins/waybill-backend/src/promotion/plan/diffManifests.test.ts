import fc from 'fast-check';
import { splitManifests } from '../rendering/splitManifests';
import { diffManifests } from './diffManifests';

const diff = async (before: string, after: string) =>
  diffManifests(await splitManifests(before), await splitManifests(after));

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: prod
spec:
  replicas: 1
  image: web:1
`;

describe('what differs between two renders', () => {
  it('is shown by resource', async () => {
    const found = await diff(
      `${DEPLOYMENT}---\napiVersion: v1\nkind: Service\nmetadata: { name: old }\n`,
      `${DEPLOYMENT.replace(
        'web:1',
        'web:2',
      )}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: new }\n`,
    );
    expect(
      found.map(({ kind, namespace, name, change }) => [
        kind,
        namespace,
        name,
        change,
      ]),
    ).toEqual([
      ['ConfigMap', '', 'new', 'added'],
      ['Deployment', 'prod', 'web', 'changed'],
      ['Service', '', 'old', 'removed'],
    ]);
    expect(found[1].diff.split('\n').slice(-6)).toEqual([
      '   namespace: prod',
      ' spec:',
      '-  image: web:1',
      '+  image: web:2',
      '   replicas: 1',
      '',
    ]);
  });

  it('is nothing where only order, comments, quotes or the order of resources differ', async () => {
    const other = `# a comment
---
# Source: other
kind: Deployment
apiVersion: "apps/v1"
spec: { "image": 'web:1', replicas: 1 }
metadata: { namespace: prod, name: web }
`;
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }';
    expect(
      await diff(`${DEPLOYMENT}---\n${service}`, `${service}\n${other}`),
    ).toEqual([]);
  });

  it('tells resources of two API groups apart', async () => {
    const ingress = (group: string) =>
      `apiVersion: ${group}/v1\nkind: Ingress\nmetadata: { name: a }`;
    const found = await diff(
      `${ingress('a')}\n---\n${ingress('b')}`,
      ingress('b'),
    );
    expect(found).toMatchObject([{ apiVersion: 'a/v1', change: 'removed' }]);
  });

  it('says that a value of a Secret is another one, and shows none', async () => {
    const secret = (password: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n  annotations: { kubectl.kubernetes.io/last-applied-configuration: '${password}' }\ndata: { password: ${password}, user: c2FtZQ== }\nstringData: { token: ${password} }`;
    const [changed] = await diff(secret('b2xk'), secret('bmV3'));
    const [added] = await diff('', secret('bmV3'));
    const [removed] = await diff(secret('b2xk'), '');
    for (const { diff: text } of [changed, added, removed]) {
      expect(text).not.toMatch(/b2xk|bmV3|c2FtZQ/);
    }
    expect(changed.diff).toContain('-  password: (hidden)');
    expect(changed.diff).toContain('+  password: (hidden, another value)');
    expect(changed.diff).toContain('   user: (hidden)');
    expect(await diff(secret('b2xk'), secret('b2xk'))).toEqual([]);
  });

  it('is nothing between a render and itself, and each other way round what it was', async () => {
    const manifests = fc
      .dictionary(
        fc.constantFrom('a', 'b', 'c'),
        fc.dictionary(fc.constantFrom('x', 'y'), fc.jsonValue({ maxDepth: 2 })),
      )
      .map(resources =>
        Object.entries(resources)
          .map(([name, spec]) =>
            JSON.stringify({
              apiVersion: 'v1',
              kind: 'Thing',
              metadata: { name },
              spec,
            }),
          )
          .join('\n---\n'),
      );
    const other = { added: 'removed', removed: 'added', changed: 'changed' };
    await fc.assert(
      fc.asyncProperty(manifests, manifests, async (before, after) => {
        expect(await diff(before, before)).toEqual([]);
        const there = await diff(before, after);
        const back = await diff(after, before);
        expect(back.map(({ name, change }) => [name, change])).toEqual(
          there.map(({ name, change }) => [name, other[change]]),
        );
      }),
      { numRuns: 50 },
    );
  });
});
