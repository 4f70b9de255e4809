import { InputError } from '@backstage/errors';
import { parseStageResourceRef } from './parseStageResourceRef';
import { stageResourceRef } from './stageResourceRef';

it('a Stage has a resource ref, and it can be read again', () => {
  const ref = stageResourceRef('component:default/storefront', 'prod');
  expect(ref).toBe('component:default/storefront/prod');
  expect(parseStageResourceRef(ref)).toEqual({
    entityRef: 'component:default/storefront',
    stage: 'prod',
  });
});

it.each([
  '',
  'component:default/storefront',
  'a/b/c',
  'a:b/c/d/e',
  'a:b/c/d:e',
])('%j is no ref of a Stage', ref => {
  expect(() => parseStageResourceRef(ref)).toThrow(InputError);
});
