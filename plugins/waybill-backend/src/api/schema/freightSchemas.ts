import { arrayOf, nullable, nullableString, objectOf, ref } from './objects';

const string = { type: 'string' };
const stageAt = (at: string) =>
  arrayOf(objectOf({ stage: string, [at]: string }));

/** Artifacts, Freight, actors and gates. */
export const freightSchemas = {
  Actor: objectOf({
    type: { type: 'string', enum: ['user', 'service', 'policy'] },
    ref: string,
  }),
  Gate: objectOf(
    {
      code: string,
      message: string,
      until: string,
      since: string,
      effect: { type: 'string', enum: ['refuse', 'wait'] },
    },
    ['until', 'since'],
  ),
  Image: objectOf({ repoURL: string, tag: string, digest: string }),
  Commit: objectOf({ repoURL: string, id: string }),
  Chart: objectOf({ repoURL: string, name: string, version: string }, ['name']),
  Freight: objectOf(
    {
      id: string,
      alias: string,
      warehouse: string,
      createdAt: string,
      images: arrayOf(ref('Image')),
      commits: arrayOf(ref('Commit')),
      charts: arrayOf(ref('Chart')),
      currentlyIn: stageAt('since'),
      verifiedIn: stageAt('verifiedAt'),
      failedIn: arrayOf(
        objectOf(
          { stage: string, phase: string, at: string, message: string },
          ['message'],
        ),
      ),
      approvedFor: arrayOf(
        objectOf({ stage: string, approvedAt: string, by: ref('Actor') }),
      ),
      rejected: nullable(
        objectOf({ at: string, by: ref('Actor'), reason: string }),
      ),
    },
    ['failedIn'],
  ),
  Setback: objectOf({
    kind: { type: 'string', enum: ['RolledBack', 'Failed'] },
    promotion: string,
    at: string,
    by: ref('Actor'),
    reason: nullableString,
  }),
  Gates: objectOf(
    {
      stage: string,
      freight: string,
      gates: arrayOf(ref('Gate')),
      setback: ref('Setback'),
    },
    ['setback'],
  ),
  DefinitionError: objectOf({
    message: string,
    file: string,
    line: { type: 'integer' },
    column: { type: 'integer' },
  }),
  NullableString: nullableString,
};
