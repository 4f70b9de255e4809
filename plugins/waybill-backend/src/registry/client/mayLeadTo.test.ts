import { mayLeadTo } from './mayLeadTo';

describe('mayLeadTo', () => {
  it.each([
    ['https://registry.example.com', 'https://blobs.example.net/x'],
    ['https://registry.example.com', 'https://10.1.2.3/x'],
    ['http://registry.internal', 'http://blobs.internal/x'],
    ['http://registry.internal', 'https://blobs.example.net/x'],
    ['http://127.0.0.1:5000', 'http://localhost:5001/token'],
  ])('%s may lead to %s', (from, to) => {
    expect(mayLeadTo(new URL(from), new URL(to))).toBe(true);
  });

  it.each([
    ['https://registry.example.com', 'http://registry.example.com/x'],
    ['https://registry.example.com', 'ftp://registry.example.com/x'],
    ['https://registry.example.com', 'file:///etc/passwd'],
    ...[
      'localhost:7007',
      'LOCALHOST.',
      'x.localhost',
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f.1',
      '0.0.0.0',
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '169.254.169.254/latest/meta-data',
      '2852039166',
      '[::ffff:169.254.169.254]',
      '[fe80::1]',
    ].flatMap(host =>
      ['https', 'http'].map(scheme => [
        `${scheme}://registry.example.com`,
        `${scheme}://${host}`,
      ]),
    ),
    ['http://localhost:5000', 'http://169.254.169.254/latest'],
  ])('%s may not lead to %s', (from, to) => {
    expect(mayLeadTo(new URL(from), new URL(to))).toBe(false);
  });
});
