import { createWorkspace } from './createWorkspace';
import { storeChanges } from './storeChanges';
import { workspaceState } from './workspaceState';

it('stores no secret', async () => {
  const workspace = createWorkspace();
  const before = await workspaceState(workspace);
  await workspace.write('config', 'password: hunter2\n');
  const after = await workspaceState(workspace);
  const hasSecret = (text: string) => text.includes('hunter2');
  await expect(
    storeChanges(workspace, { before, after, hasSecret }),
  ).rejects.toThrow('The step wrote a secret into "config"');
});

it('stores nothing of what was there already', async () => {
  const workspace = createWorkspace();
  await workspace.write('config', 'password: hunter2\n');
  const before = await workspaceState(workspace);
  await workspace.write('config', 'password: hunter2\n');
  await workspace.write('run', '', { executable: true });
  const after = await workspaceState(workspace);
  expect(
    await storeChanges(workspace, {
      before,
      after,
      hasSecret: () => true,
    }).catch(error => error.message),
  ).toContain('"run"');
  expect(
    await storeChanges(workspace, { before, after, hasSecret: () => false }),
  ).toEqual({ changed: [{ path: 'run', mode: 'executable', content: '' }] });
});
