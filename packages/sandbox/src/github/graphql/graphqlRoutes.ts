import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { graphql } from 'graphql';
import { z } from 'zod';
import {
  findRepository,
  fullName,
  parseRepositoryName,
  RepositoryName,
} from '../../git/repositories';
import { GitHubContext } from '../GitHubContext';
import { parseBody } from '../routes/parseBody';
import { nodeIdOf } from '../views/Links';
import { schema } from './schema';
import { RefUpdate, updateRefs } from './updateRefs';

const body = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).optional(),
});

/** GitHub's GraphQL API, of which there is the one mutation that REST has no match for. Problems are answered with 200, as there. */
export function graphqlRoutes(context: GitHubContext): Router {
  const router = PromiseRouter();

  function find(name: RepositoryName | undefined) {
    const path = name && findRepository(context.directory, name);
    return path ? { name, path } : undefined;
  }

  router.post('/graphql', async (req, res) => {
    const { query, variables } = parseBody(body, req.body, 'GraphQL');
    let withheld = false;
    const rootValue = {
      repository(asked: { owner: string; name: string }) {
        const found = find(parseRepositoryName(`${asked.owner}/${asked.name}`));
        return found && { id: nodeIdOf(`repository ${fullName(found.name)}`) };
      },
      async updateRefs({
        input,
      }: {
        input: { repositoryId: string; refUpdates: RefUpdate[] };
      }) {
        const thing = Buffer.from(input.repositoryId, 'base64url').toString();
        const found = find(
          parseRepositoryName(thing.replace(/^repository /, '')),
        );
        if (!found) {
          throw new Error(
            `Could not resolve to a node with the global id of '${input.repositoryId}'`,
          );
        }
        await context.pushes.look(found.name);
        await updateRefs(found.path, input.refUpdates);
        await context.pushes.look(found.name);
        withheld = context.faults.take(
          'withhold-ref-answer',
          fullName(found.name),
        );
        return {};
      },
    };
    const answer = await graphql({
      schema,
      source: query,
      rootValue,
      variableValues: variables,
    });
    if (!withheld) {
      res.json(answer);
    }
  });

  return router;
}
