import { commitContent } from './commitContent';

const content = (
  message: string,
  trailers: Record<string, string>,
  name = 'Waybill',
) =>
  commitContent({
    tree: 't'.repeat(40),
    parents: [],
    commit: {
      message,
      trailers,
      author: { name, email: 'waybill@example.com' },
      date: new Date('2026-03-01T10:00:00.999Z'),
    },
  }).toString();

describe('commitContent', () => {
  it.each([
    ['Promote', 'Promote\n\nWaybill-Promotion: 01H\n'],
    [
      'Promote\r\n\r\nbody  \r\n',
      'Promote\n\nbody\n\nWaybill-Promotion: 01H\n',
    ],
    [
      'Promote\n\nSigned-off-by: Ann <a@b>',
      'Promote\n\nSigned-off-by: Ann <a@b>\nWaybill-Promotion: 01H\n',
    ],
    [
      'Promote\n\nwaybill-promotion : other\nSee: x',
      'Promote\n\nSee: x\nWaybill-Promotion: 01H\n',
    ],
    ['Fix: it', 'Fix: it\n\nWaybill-Promotion: 01H\n'],
    ['a\0b\u001bc', 'abc\n\nWaybill-Promotion: 01H\n'],
  ])('writes the message %j with its trailer', (message, expected) => {
    const text = content(message, { 'Waybill-Promotion': '01H' });
    expect(text.slice(text.indexOf('\n\n') + 2)).toBe(expected);
  });

  it('writes a name that cannot end its line', () => {
    const [, author, committer, end] = content(
      'm',
      {},
      'A <x@y> 1 +0000\ntree 0',
    ).split('\n');
    expect(author).toBe(
      'author A x@y 1 +0000tree 0 <waybill@example.com> 1772359200 +0000',
    );
    expect(committer).toBe(author.replace('author', 'committer'));
    expect(end).toBe('');
  });

  it.each([
    ['', {}, 'n', /needs a message/],
    [
      'Waybill-Promotion: x',
      { 'Waybill-Promotion': 'y' },
      'n',
      /needs a message/,
    ],
    ['m', { 'a b': 'c' }, 'n', /Not a trailer/],
    ['m', { a: 'b\nc' }, 'n', /Not a trailer/],
    ['m', {}, '<>', /needs an author's name/],
  ])('refuses %j with %j by %j', (message, trailers, name, expected) => {
    expect(() =>
      content(message, trailers as Record<string, string>, name),
    ).toThrow(expected);
  });
});
