import { withoutPreviewId } from './withoutPreviewId';

it('says that an id is still to come, wherever it stands', () => {
  const ulid = '0'.repeat(26);
  expect(
    withoutPreviewId(`from a.${ulid}.595bab7 into b.${ulid}.595bab7`),
  ).toBe('from a…595bab7 into b…595bab7');
  expect(withoutPreviewId('sync 0000000 to main')).toBe('sync 0000000 to main');
});
