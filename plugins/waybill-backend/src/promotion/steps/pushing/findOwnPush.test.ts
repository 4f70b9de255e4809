import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { createFakeGit } from '../../testing/FakeGit';
import { recordCommits } from '../../workspace/RecordingWorkTree';
import { findOwnPush } from './findOwnPush';

const REPO = 'https://git.example.com/acme/config';
const TRAILERS = { 'Waybill-Promotion': '01HOURS' };

/** A promotion that has noted its push, which never arrived; then somebody writes to the branch, with our trailer. */
async function lookAfter(files: Record<string, string>) {
  const git = createFakeGit();
  const repository = git.create(REPO, { 'app.yaml': 'tag: 1', keep: 'x' });
  const { signal } = new AbortController();
  const tree = recordCommits(
    await git.open({ repoURL: REPO, start: { branch: 'main' }, signal }),
  );
  const base = tree.base ?? null;
  await tree.write('app.yaml', 'tag: 2');
  const commit = await tree.commit({
    message: 'Promote',
    author: { name: 'Waybill', email: 'waybill@example.com' },
    trailers: TRAILERS,
    date: new Date(0),
  });
  const theirs = git.commit(REPO, 'main', files, 'Promote');
  Object.assign(repository.commits.get(theirs)!, { trailers: TRAILERS });
  const found = await findOwnPush(
    {
      git,
      signal,
      promotion: { id: '01HOURS' },
      record: { value: { repoURL: REPO, branch: 'main', commit, base } },
    } as unknown as StepContext,
    tree,
    { branch: 'main', verified: false },
    new Set(),
  );
  return { found, theirs };
}

it('takes a commit with its trailer for its own push when that has its changes, on top of others too', async () => {
  const { found, theirs } = await lookAfter({
    'app.yaml': 'tag: 2',
    other: 'y',
  });
  expect(found).toBe(theirs);
});

it.each([
  ['something else', { 'app.yaml': 'tag: evil' }],
  ['nothing of it', { other: 'y' }],
])(
  'is not fooled by an outsider’s commit that has its trailer and changes %s',
  async (_, files) => {
    const { found } = await lookAfter(files);
    expect(found).toBeUndefined();
  },
);
