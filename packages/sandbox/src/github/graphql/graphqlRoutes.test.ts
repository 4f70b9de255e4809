import {
  CheckedForge,
  makeBranch,
  startCheckedForge,
  tipOf,
} from '../__testUtils__/startCheckedForge';

jest.setTimeout(60_000);

const NOTHING = '0'.repeat(40);

describe('graphqlRoutes', () => {
  let checked: CheckedForge;

  beforeAll(async () => {
    checked = await startCheckedForge();
  });
  afterAll(() => checked.close());

  async function ask(query: string, variables?: object, at = '/graphql') {
    const response = await fetch(`${checked.forge.github.url}${at}`, {
      method: 'POST',
      headers: {
        authorization: 'bearer sandbox-token',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ query, variables }),
    });
    expect(response.status).toBe(200);
    return response.json();
  }

  const idOf = async (): Promise<string> =>
    (
      await ask(
        '{ repository(owner: "acme", name: "storefront-config") { id } }',
        undefined,
        '/api/graphql',
      )
    ).data.repository.id;

  async function move(...refUpdates: object[]) {
    const input = { repositoryId: await idOf(), refUpdates };
    return ask(
      'mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }',
      { input },
    );
  }

  it('moves refs from where they must be, all or none', async () => {
    const { octokit } = checked;
    const first = await tipOf(octokit, 'main');
    const next = await makeBranch(octokit, 'next', { 'next.txt': 'next' });
    const main = { name: 'refs/heads/main', afterOid: next };
    const made = { name: 'refs/heads/made', afterOid: next };

    for (const [refused, ...others] of [
      [{ ...main, beforeOid: next }],
      [{ ...main, beforeOid: NOTHING }],
      [{ ...main, name: 'main' }],
      [{ ...main, afterOid: 'f'.repeat(40) }],
      [main, { ...made, beforeOid: first }],
    ]) {
      expect((await move(refused, ...others)).errors).toHaveLength(1);
      expect(await tipOf(octokit, 'main')).toBe(first);
    }
    await expect(tipOf(octokit, 'made')).rejects.toMatchObject({ status: 404 });

    expect(
      await move(
        { ...main, beforeOid: first },
        { ...made, beforeOid: NOTHING },
      ),
    ).toEqual({ data: { updateRefs: { clientMutationId: null } } });
    expect(await tipOf(octokit, 'main')).toBe(next);
    expect(await tipOf(octokit, 'made')).toBe(next);

    const back = { name: main.name, afterOid: first, beforeOid: next };
    expect((await move(back)).errors[0].message).toMatch('fast forward');
    expect((await move({ ...back, force: true })).errors).toBeUndefined();
    expect(await tipOf(octokit, 'main')).toBe(first);
    await move({ ...made, afterOid: NOTHING });
    await expect(tipOf(octokit, 'made')).rejects.toMatchObject({ status: 404 });
  });

  it('says what it does not know, as a problem of the question', async () => {
    const { errors } = await ask('mutation { mergeBranch { id } }');
    expect(errors[0].message).toMatch('Cannot query field "mergeBranch"');
  });
});
