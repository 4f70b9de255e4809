import { arrayOf, nullable, nullableString, objectOf, ref } from './objects';

const string = { type: 'string' };
const integer = { type: 'integer' };

/** What changes from one Freight to another. */
export const changelogSchemas = {
  Changelog: objectOf({
    from: string,
    to: string,
    artifacts: arrayOf(ref('ArtifactChangelog')),
  }),
  ArtifactChangelog: objectOf(
    {
      kind: { type: 'string', enum: ['image', 'commit', 'chart'] },
      change: {
        type: 'string',
        enum: ['added', 'removed', 'newer', 'older', 'replaced'],
      },
      // An image, a commit or a chart, as the Freight has it.
      from: { type: 'object' },
      to: { type: 'object' },
      code: nullableString,
      comparison: nullable(
        objectOf(
          { gained: ref('CommitList'), lost: ref('CommitList'), url: string },
          ['url'],
        ),
      ),
      links: arrayOf(objectOf({ title: string, url: string })),
      problem: nullableString,
    },
    ['from', 'to'],
  ),
  CommitList: objectOf(
    {
      commits: arrayOf(
        objectOf(
          {
            id: string,
            subject: string,
            author: string,
            committedAt: string,
            url: string,
            pullRequest: integer,
          },
          ['url', 'pullRequest'],
        ),
      ),
      more: integer,
      pullRequests: arrayOf(
        objectOf(
          {
            number: integer,
            title: string,
            author: string,
            url: string,
            mergedAt: string,
          },
          ['mergedAt'],
        ),
      ),
      missing: string,
    },
    ['missing'],
  ),
};
