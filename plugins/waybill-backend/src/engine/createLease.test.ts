import { createLease } from './createLease';

describe('createLease', () => {
  function leased(answer: () => Promise<boolean>) {
    let now = 1_000;
    let asked = 0;
    const lease = createLease(
      { elapsed: () => now },
      {
        itemId: 'stage:p/dev',
        claimedAt: now,
        leaseMs: 30_000,
        renew() {
          asked += 1;
          return answer();
        },
      },
    );
    return {
      lease,
      asked: () => asked,
      pass(ms: number) {
        now += ms;
      },
    };
  }

  it('does not ask while two thirds have not gone', async () => {
    const { lease, pass, asked } = leased(async () => false);
    pass(19_999);
    await lease.confirm();
    expect(asked()).toBe(0);
    pass(1);
    await expect(lease.confirm()).rejects.toThrow(
      'The claim on stage:p/dev is lost; another worker has it',
    );
    expect(asked()).toBe(1);
  });

  it('counts from when a renewal was asked for', async () => {
    const { lease, pass, asked } = leased(async () => {
      pass(15_000);
      return true;
    });
    pass(10_000);
    await lease.renew();
    expect(lease.isOver()).toBe(false);
    pass(4_999);
    await lease.confirm();
    expect(asked()).toBe(1);
    pass(10_001);
    expect(lease.isOver()).toBe(true);
    await lease.confirm();
    expect(asked()).toBe(2);
  });

  it('is lost when the answer took too long itself, and unknown when there is none', async () => {
    const slow = leased(async () => {
      slow.pass(20_000);
      return true;
    });
    slow.pass(25_000);
    await expect(slow.lease.confirm()).rejects.toThrow(
      'its renewal was answered after 20 s',
    );
    const silent = leased(async () => {
      throw new Error('no connection');
    });
    silent.pass(25_000);
    await expect(silent.lease.confirm()).rejects.toThrow('no connection');
  });
});
