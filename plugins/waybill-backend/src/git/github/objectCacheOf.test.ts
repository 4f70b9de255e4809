import { clearObjectCache, objectCacheOf } from './objectCacheOf';

const MIB = 1024 * 1024;

describe('objectCacheOf', () => {
  afterEach(clearObjectCache);

  it('keeps repositories apart', () => {
    objectCacheOf('github.com/acme/a').setBlob('1', Buffer.from('secret'));
    expect(objectCacheOf('github.com/acme/b').blob('1')).toBeUndefined();
    expect(String(objectCacheOf('github.com/acme/a').blob('1'))).toBe('secret');
  });

  it('forgets what was used longest ago, beyond 128 MiB', () => {
    const cache = objectCacheOf('github.com/acme/a');
    for (let number = 0; number < 12; number++) {
      cache.setBlob(`${number}`, Buffer.alloc(10 * MIB));
    }
    expect(cache.blob('0')).toBeDefined();
    cache.setBlob('12', Buffer.alloc(10 * MIB));
    expect(cache.blob('1')).toBeUndefined();
    expect(cache.blob('0')).toBeDefined();
    expect(cache.blob('12')).toBeDefined();
  });

  it('does not keep what alone is too much', () => {
    const cache = objectCacheOf('github.com/acme/a');
    cache.setBlob('small', Buffer.alloc(MIB));
    cache.setBlob('big', Buffer.alloc(129 * MIB));
    expect(cache.blob('big')).toBeUndefined();
    expect(cache.blob('small')).toBeDefined();
  });
});
