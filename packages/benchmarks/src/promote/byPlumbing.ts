import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gitEnvironment } from '@waybill/backstage-plugin-waybill-backend/src/git/program/gitEnvironment';
import { Promoter } from './Promoter';
import { KUSTOMIZATION } from './repositoryFiles';

const SCRIPT = `
[ -f "$GIT_DIR/HEAD" ] || git init --quiet --bare --template= "$GIT_DIR"
git fetch --quiet --depth=1 --filter=blob:none --no-tags --no-write-fetch-head origin +refs/heads/main:refs/base/main
made=$(
  {
    printf 'blob\\nmark :1\\ndata <<END\\n'
    git cat-file blob "refs/base/main:$FILE" | sed "s/newTag: .*/newTag: $TAG/"
    printf 'END\\ncommit refs/made/main\\nmark :2\\n'
    printf 'committer Waybill <waybill@example.com> %s +0000\\n' "$NOW"
    printf 'data <<END\\nPromote %s\\nEND\\n' "$TAG"
    printf 'from refs/base/main^0\\nM 100644 :1 %s\\nget-mark :2\\n' "$FILE"
  } | git fast-import --quiet --force
)
git push --quiet origin "$made:refs/heads/main"
`;

/**
 * The least that git itself can do, as a script of the shell: a bare cache, one commit without files, one file read, one `fast-import`,
 * one push; with the settings that Waybill gives git, so that what differs is the work. No checks, no lost races, one repository.
 */
export const byPlumbing: Promoter = {
  name: 'plumbing script',
  async promote({ repoURL, cache, tag, credential }) {
    await mkdir(cache, { recursive: true });
    await promisify(execFile)('sh', ['-eu', '-c', SCRIPT], {
      cwd: cache,
      env: {
        ...gitEnvironment({
          home: cache,
          allowFileProtocol: false,
          remote: {
            href: repoURL,
            credential: { type: 'basic', ...credential },
          },
        }),
        GIT_DIR: cache,
        FILE: KUSTOMIZATION,
        TAG: tag,
        NOW: String(Math.floor(Date.now() / 1000)),
      },
    });
  },
};
