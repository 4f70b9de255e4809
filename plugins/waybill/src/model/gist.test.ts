import { gist } from './gist';

describe('gist', () => {
  it.each([
    ['is Degraded', 'is Degraded'],
    [
      'Application web is Degraded: 1 of 2 replicas ready',
      'Application web is Degraded: 1 of 2 replicas ready',
    ],
    [
      'Argo CD Application "web" in namespace "argocd" is Degraded: Deployment web is Degraded (0 of 2 updated replicas are available); Service web is Missing',
      'Argo CD Application "web" in namespace "argocd" is Degraded',
    ],
    [`It hangs. ${'Nobody knows why. '.repeat(10)}`, 'It hangs'],
    [
      'https://git.example.com:8443/a.git v1.2.3 is away',
      'https://git.example.com:8443/a.git v1.2.3 is away',
    ],
    ['', ''],
  ])('of %j is %j', (message, expected) => {
    expect(gist(message)).toBe(expected);
  });

  it('ends between words, or where a word has no end', () => {
    expect(gist('word '.repeat(40))).toMatch(/^(word )*word…$/);
    expect(gist('x'.repeat(500))).toMatch(/^x{70,140}…$/);
  });
});
