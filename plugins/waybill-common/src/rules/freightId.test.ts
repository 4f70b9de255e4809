import fc from 'fast-check';
import { freightId } from './freightId';

const IMAGE = {
  repoURL: 'library/nginx',
  tag: '1.27.1',
  digest: `sha256:${'a'.repeat(64)}`,
};
const COMMIT = { repoURL: 'https://github.com/acme/shop', id: 'a'.repeat(40) };
const OTHER_DIGEST = { ...IMAGE, digest: `sha256:${'b'.repeat(64)}` };

describe('freightId', () => {
  it('is the SHA-1 of origin and contents, the same everywhere', () => {
    // printf 'Warehouse/main:library/nginx:1.27.1@sha256:aaa…' | sha1sum
    expect(freightId('Warehouse/main', { images: [IMAGE] })).toBe(
      'eab54b925212ad6458a98b54f9e0941aab59271b',
    );
  });

  it('does not depend on the order of contents', () => {
    const images = ['c', 'a', 'b'].map(tag => ({ ...IMAGE, tag }));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(images, { minLength: images.length }),
        shuffled => {
          expect(freightId('Warehouse/main', { images: shuffled })).toBe(
            freightId('Warehouse/main', { images }),
          );
        },
      ),
    );
  });

  it.each([
    ['another origin', 'Warehouse/other', { images: [IMAGE] }],
    ['another tag', 'Warehouse/main', { images: [{ ...IMAGE, tag: '1.27' }] }],
    ['a moved tag', 'Warehouse/main', { images: [OTHER_DIGEST] }],
    [
      'a named subscription',
      'Warehouse/main',
      { images: [{ ...IMAGE, subscriptionName: 'web' }] },
    ],
    ['a commit too', 'Warehouse/main', { images: [IMAGE], commits: [COMMIT] }],
  ])('differs with %s', (_, origin, contents) => {
    expect(freightId(origin, contents)).not.toBe(
      freightId('Warehouse/main', { images: [IMAGE] }),
    );
  });
});
