import { HeldContent } from './HeldContent';

const KIB = 1024;
const of = (sign: string, size = 2 * KIB) => Buffer.alloc(size, sign);

describe('HeldContent', () => {
  it('refuses what is too much, and names the file', () => {
    const held = new HeldContent(8 * KIB);
    held.take('a', of('a'));
    held.take('b', of('b'));
    held.take('c', 'c'.repeat(2 * KIB));
    expect(() => held.take('big/d', of('d'))).toThrow(
      '"big/d" has 2048 bytes, too many for the workspace, whose files hold 7644 of at most 8192',
    );
  });

  it('counts what is the same once, and each file a little', () => {
    const held = new HeldContent(8 * KIB);
    const kept = held.take('a', of('a'));
    for (let copy = 1; copy <= 11; copy += 1) {
      expect(held.take(`copy-${copy}`, copy % 2 ? kept : of('a'))).toBe(kept);
    }
    expect(() => held.take('one-more', '')).toThrow('"one-more" has 0 bytes');
  });

  it('has room again for what nobody uses any more', () => {
    const held = new HeldContent(8 * KIB);
    for (let round = 0; round < 10; round += 1) {
      const kept = held.take('a', of(String(round), 7 * KIB));
      held.take('b', kept);
      held.release(kept);
      expect(() => held.take('c', of('c'))).toThrow('too many');
      held.release(kept);
    }
  });

  it('counts what others hold, too', () => {
    const held = new HeldContent(8 * KIB);
    const counted = held.countElsewhere('a', 7 * KIB);
    held.countElsewhere('a', 7 * KIB, counted);
    expect(() => held.take('b', of('b'))).toThrow('too many');
    expect(() => held.countElsewhere('b', 2 * KIB)).toThrow('too many');
    held.forget(counted);
    held.take('b', of('b'));
  });

  it('keeps what it was given, whatever becomes of that', () => {
    const given = of('a');
    const kept = new HeldContent(8 * KIB).take('a', given);
    given.fill('b');
    expect(kept.equals(of('a'))).toBe(true);
  });
});
