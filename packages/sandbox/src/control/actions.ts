import { InputError, NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import {
  findRepository,
  parseRepositoryName,
  RepositoryName,
} from '../git/repositories';
import { VISITOR_LOGIN } from '../github/pages/pullRequestPages';
import { mergePullRequest } from '../github/pulls/mergePullRequest';
import { updatePullRequest } from '../github/pulls/updatePullRequest';
import { pushImage } from '../registry';
import { buildAnnotations } from '../seed/buildAnnotations';
import { faultServers } from './faultServers';
import { SandboxParts } from './SandboxParts';

/** Forms send texts, the command sends values. */
const number = z.coerce.number().int().positive();
const switched = z
  .union([
    z.boolean(),
    z.number().int().nonnegative(),
    z.enum(['on', 'off']),
    z.string().regex(/^\d+$/),
  ])
  .transform(on => {
    if (typeof on !== 'string') {
      return on;
    }
    return /^\d+$/.test(on) ? Number(on) : on === 'on';
  });

const image = z.object({
  repository: z
    .string()
    .regex(
      /^[a-z0-9]+([._/-][a-z0-9]+)*$/,
      'expected a name like library/nginx',
    ),
  tag: z
    .string()
    .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/, 'expected a tag like 1.27.0'),
});
const pull = z.object({ repository: z.string(), number });
const application = z.object({ application: z.string().min(1) });
const fault = z.object({
  server: z.string(),
  fault: z.string(),
  on: switched,
  scope: z
    .string()
    .transform(scope => scope || undefined)
    .optional(),
});

/** One thing that can be done in the sandbox: what it takes, and what it says when it is done. */
export interface Action {
  run(body: unknown): Promise<string>;
}

function action<T>(
  schema: z.ZodType<T>,
  run: (input: T) => Promise<string> | string,
): Action {
  return {
    async run(body) {
      const result = schema.safeParse(body);
      if (!result.success) {
        const [{ path, message }] = result.error.issues;
        throw new InputError(`${path.join('.') || 'body'}: ${message}`);
      }
      return run(result.data);
    },
  };
}

/** Everything that the page and the command can do, by the last part of its address. */
export function createActions(parts: SandboxParts): Record<string, Action> {
  const { forge, argo } = parts;
  const places = {
    directory: forge.git.directory,
    pulls: forge.pulls,
    pushes: forge.git.pushes,
  };

  function repositoryNamed(text: string): RepositoryName {
    const name = parseRepositoryName(text);
    if (!name || !findRepository(places.directory, name)) {
      throw new NotFoundError(
        `there is no repository '${text}', expected one like acme/storefront-config`,
      );
    }
    return name;
  }

  return {
    'push-image': action(image, async ({ repository, tag }) => {
      const { digest } = await pushImage({
        registryUrl: parts.registryUrl,
        repository,
        tag,
        platforms: ['linux/amd64', 'linux/arm64'],
        annotations: await buildAnnotations(
          { directory: places.directory, gitUrl: forge.git.url },
          repository,
          tag,
        ),
      });
      return `pushed ${repository}:${tag} (${digest})`;
    }),
    merge: action(pull, async input => {
      const { merged } = await mergePullRequest(
        places,
        repositoryNamed(input.repository),
        input.number,
        { method: 'merge', by: VISITOR_LOGIN },
      );
      return `merged ${input.repository}#${input.number} as ${merged?.sha}`;
    }),
    close: action(pull, async input => {
      const name = repositoryNamed(input.repository);
      await updatePullRequest(places, name, input.number, { state: 'closed' });
      return `closed ${input.repository}#${input.number}`;
    }),
    break: action(application, input => {
      argo.breakApplication(input.application);
      return `${input.application} is broken until it is healed`;
    }),
    heal: action(application, input => {
      argo.healApplication(input.application);
      return `${input.application} is healed`;
    }),
    scale: action(application, input => {
      argo.scaleApplication(input.application);
      return `${input.application} runs one replica more than Git says`;
    }),
    fault: action(fault, input => {
      const servers = faultServers(parts);
      const server = Object.hasOwn(servers, input.server)
        ? servers[input.server]
        : undefined;
      if (!server) {
        throw new InputError(
          `unknown server '${input.server}', expected one of ${Object.keys(
            servers,
          ).join(', ')}`,
        );
      }
      server.set(input.fault, input.on, input.scope);
      const where = input.scope ? ` for ${input.scope}` : '';
      const times = typeof input.on === 'number' ? `${input.on} times` : 'on';
      return `${input.server} ${input.fault} is ${
        input.on ? times : 'off'
      }${where}`;
    }),
  };
}
