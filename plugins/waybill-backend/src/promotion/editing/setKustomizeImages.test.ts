import { KustomizeImage } from './KustomizeImage';
import { setKustomizeImages } from './setKustomizeImages';

describe('setKustomizeImages', () => {
  it.each<[string, string, KustomizeImage[], string]>([
    [
      'changes one line of a commented file',
      'resources: [a]\nimages: # all\n  # base\n  - name: web # keep\n    newTag: "1.0" # pinned\n  - name: db\n    newTag: 2\nx: 1\n',
      [{ name: 'web', newTag: '1.1' }],
      'resources: [a]\nimages: # all\n  # base\n  - name: web # keep\n    newTag: "1.1" # pinned\n  - name: db\n    newTag: 2\nx: 1\n',
    ],
    [
      'quotes a tag that reads as a number',
      'images:\n- name: web\n  newTag: latest\n',
      [{ name: 'web', newTag: '1.10' }],
      'images:\n- name: web\n  newTag: "1.10"\n',
    ],
    [
      'adds an entry after the last one, indented alike',
      'images:\n    - name: web\n      newTag: a # here\n# end\nx: 1\n',
      [{ name: 'db', newTag: 'b' }],
      'images:\n    - name: web\n      newTag: a # here\n    - name: db\n      newTag: b\n# end\nx: 1\n',
    ],
    [
      'adds the list to a file without a final newline',
      'resources:\n- a',
      [{ name: 'db', newTag: 'b' }],
      'resources:\n- a\nimages:\n- name: db\n  newTag: b\n',
    ],
    [
      'fills an empty list',
      'images: []\nx: 1\n',
      [{ name: 'db', newTag: 'b' }],
      'images:\n- name: db\n  newTag: b\nx: 1\n',
    ],
    [
      'fills a list that is null',
      'images:\nx: 1\n',
      [{ name: 'db', newTag: 'b' }],
      'images:\n- name: db\n  newTag: b\nx: 1\n',
    ],
    [
      'removes what is replaced, also before the name',
      'images:\n- newTag: a\n  name: web\n  digest: sha256:1\n',
      [{ name: 'web', newTag: 'b', newName: 'm/web' }],
      'images:\n- newTag: b\n  name: web\n  newName: m/web\n',
    ],
    [
      'a digest takes the place of a leading tag',
      'images:\n- newTag: a\n  name: web\n',
      [{ name: 'web', digest: 'sha256:1' }],
      'images:\n- name: web\n  digest: sha256:1\n',
    ],
    [
      'removes the last line of a file and adds an entry',
      'images:\n- name: web\n  newTag: a',
      [
        { name: 'web', digest: 'sha256:1' },
        { name: 'db', newTag: 'b' },
      ],
      'images:\n- name: web\n  digest: sha256:1\n- name: db\n  newTag: b',
    ],
    [
      'writes entries in braces in braces',
      'images: [{name: web, newTag: a}, {name: x}]\n',
      [
        { name: 'web', newTag: 'b' },
        { name: 'db', newTag: 'c' },
      ],
      'images: [{name: web, newTag: b}, {name: x}, {name: db, newTag: c}]\n',
    ],
  ])('%s', (_, text, updates, expected) => {
    expect(setKustomizeImages(text, updates).text).toBe(expected);
  });

  it('changes nothing when all is as it should be', () => {
    const text = "images:\n- name: web\n  newTag: '1.0'\n";
    expect(
      setKustomizeImages(text, [{ name: 'web', newTag: '1.0' }]).text,
    ).toBe(text);
  });
});
