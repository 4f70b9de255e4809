import { from, resolve } from './__testUtils__/resolving';

describe('url:', () => {
  const target =
    'https://github.com/acme/pipelines/blob/main/mine/waybill.yaml';
  it.each([
    ['not at all by default', [], false],
    ['by its repository', ['https://github.com/acme/*'], true],
    ['as a whole', ['https://github.com/acme/pipelines/blob/main/**'], true],
    [
      'not by a folder with fewer stars',
      ['https://github.com/acme/pipelines/blob/*'],
      false,
    ],
    ['not by another owner', ['https://github.com/other/*'], false],
    [
      'not by a pattern that begins with !',
      ['!https://github.com/other/*'],
      false,
    ],
  ])('is allowed %s', (_, allow, allowed) => {
    expect('url' in resolve(from(`url:${target}`), { allow })).toBe(allowed);
  });

  it.each([
    'url:https://github.com/acme/../victim/app/blob/main/waybill.yaml',
    'url:https://github.com/acme/%2e%2e/victim/app/blob/main/waybill.yaml',
    'url:https://github.com/acme/..%2fvictim/app/blob/main/waybill.yaml',
    'url:https://github.com@evil.example.com/acme/x/blob/main/waybill.yaml',
    'url:https://user:secret@github.com/acme/x/blob/main/waybill.yaml',
    'url:file:///etc/passwd',
    'url:ftp://github.com/acme/x',
    'url:waybill.yaml',
  ])('is not fooled by %s', reference => {
    const resolved = resolve(from(reference), {
      allow: ['https://github.com/acme/**'],
    });
    expect(resolved).toHaveProperty('problem');
    expect(JSON.stringify(resolved)).not.toContain('secret');
  });
});
