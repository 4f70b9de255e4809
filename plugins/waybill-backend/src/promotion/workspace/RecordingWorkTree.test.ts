import { createFakeGit } from '../testing/FakeGit';
import { recordCommits, settledFiles } from './RecordingWorkTree';

const REPO = 'https://git.example.com/acme/config';
const { signal } = new AbortController();

describe('what a Promotion has settled in a tree', () => {
  const openTree = async () => {
    const git = createFakeGit();
    git.create(REPO, { 'a.yaml': 'tag: 1\n', 'b.yaml': 'tag: 1\n' });
    return recordCommits(
      await git.open({ repoURL: REPO, start: { branch: 'main' }, signal }),
    );
  };

  it('is what its commits have changed', async () => {
    const tree = await openTree();
    await tree.read('a.yaml');
    await tree.read('b.yaml');
    await tree.write('b.yaml', Buffer.from('tag: 2\n'));
    await tree.commit({
      message: 'two',
      author: { name: 'W', email: 'w@example.com' },
      date: new Date(0),
      trailers: {},
    });
    expect(settledFiles(tree)).toEqual(['b.yaml']);
  });

  it('is what it has looked at when all was as it should be already', async () => {
    const tree = await openTree();
    await tree.read('a.yaml');
    await tree.read('missing.yaml');
    expect(settledFiles(tree)).toEqual(['a.yaml']);
  });
});
