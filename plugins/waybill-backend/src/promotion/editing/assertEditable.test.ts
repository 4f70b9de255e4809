import { setKustomizeImages } from './setKustomizeImages';
import { updateYaml } from './updateYaml';

it('edits no file that would take long to parse', () => {
  const began = performance.now();
  const large = `tag: 1\n${'- a: {b: [c]}\n'.repeat(1_000_000)}`;
  expect(() => updateYaml(large, [{ key: 'tag', value: '2' }])).toThrow(
    'only files of at most',
  );
  expect(() =>
    setKustomizeImages(large, [{ name: 'web', newTag: '2' }]),
  ).toThrow('only files of at most');
  expect(performance.now() - began).toBeLessThan(1_000);
});
