import { Freight } from '@waybill/backstage-plugin-waybill-common';
import { MayRead, UncheckedPorts } from '../ports';
import {
  authority,
  GRANT,
  pipeline,
  REPO,
  signal,
} from './__testUtils__/authorities';

const freight = { id: 'f' } as Freight;

/** What the changelog is told of repositories, for the pipeline of somebody's entity. */
async function toldOf(repoURL: string, owner: string) {
  const told: (string | undefined)[] = [];
  const look = async ({ mayRead }: { mayRead: MayRead }) => {
    told.push(mayRead(repoURL));
    return { from: '', to: '', artifacts: [] };
  };
  const { changelog } = authority(GRANT, {
    changelog: {
      between: look,
      sinceStage: look,
    } as UncheckedPorts['changelog'],
  }).portsFor(pipeline('mine', 'mine', { owners: [owner] }), 'prod');
  await changelog.between({ from: freight, to: freight, signal });
  await changelog.sinceStage({ stage: 'prod', to: freight, signal });
  return told;
}

describe('AuthorizedChangelog', () => {
  it('lets read what is granted', async () => {
    expect(await toldOf(REPO, 'group:default/team-a')).toEqual([
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['another team’s repository', REPO, 'group:default/team-b'],
    [
      'a repository of no grant',
      'https://git.example.com/acme/secret',
      'group:default/team-a',
    ],
    [
      'a spelling that a server may read otherwise',
      `${REPO}/../secret`,
      'group:default/team-a',
    ],
    [
      'an address with a user',
      REPO.replace('//', '//bot@'),
      'group:default/team-a',
    ],
  ])('my image leads to %s', async (_what, repoURL, owner) => {
    for (const refusal of await toldOf(repoURL, owner)) {
      expect(refusal).toMatch(
        /is not granted to component:default\/mine; an entry of waybill\.git\.allow/,
      );
    }
  });
});
