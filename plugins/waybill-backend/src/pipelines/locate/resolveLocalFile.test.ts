import { from, resolve } from './__testUtils__/resolving';

describe('file:', () => {
  const local = (pipeline: string) =>
    from(pipeline, {
      'backstage.io/managed-by-location': 'file:/srv/demo/catalog-info.yaml',
    });

  it('is for development, below the folder of the catalog file', () => {
    expect(resolve(local('./waybill.yaml'), { development: true })).toEqual({
      url: 'file:///srv/demo/waybill.yaml',
    });
    expect(resolve(local('file:./p'), { development: true })).toEqual({
      url: 'file:///srv/demo/p',
    });
    expect(resolve(local('./waybill.yaml'))).toEqual({
      problem: expect.stringContaining('in development only'),
    });
  });

  it.each([
    '../secrets.yaml',
    '/etc/waybill.yaml',
    'file:/etc/waybill.yaml',
    '../demo-2/waybill.yaml',
  ])('leads not out of it: %s', reference => {
    expect(resolve(local(reference), { development: true })).toEqual({
      problem: expect.stringContaining(
        "leads out of the catalog file's folder",
      ),
    });
  });

  it('is not for entities of repositories', () => {
    expect(
      resolve(from('file:./waybill.yaml'), { development: true }),
    ).toHaveProperty('problem');
  });
});
