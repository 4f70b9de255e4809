import { InputError } from '@backstage/errors';
import {
  Freight,
  normalizeGitUrl,
} from '@waybill/backstage-plugin-waybill-common';
import { ExpressionFunction } from '../ExpressionEnvironment';
import { ArtifactValue, ExpressionValue } from '../ExpressionValue';

const COMMIT_FIELDS = [
  'repoURL',
  'id',
  'branch',
  'tag',
  'message',
  'author',
  'committer',
  'subscriptionName',
];
const IMAGE_FIELDS = [
  'repoURL',
  'tag',
  'digest',
  'annotations',
  'subscriptionName',
];
const CHART_FIELDS = ['repoURL', 'name', 'version', 'subscriptionName'];

/** `commitFrom`, `imageFrom`, `chartFrom` and `warehouse`, over the Freight of a Promotion's collection. */
export function freightFunctions(
  freight: Freight[],
): ReadonlyMap<string, ExpressionFunction> {
  return new Map<string, ExpressionFunction>([
    [
      'warehouse',
      args => {
        const [name] = texts('warehouse', args, 1, 1);
        if (!name) {
          throw new InputError('the name given to warehouse must not be empty');
        }
        return new ArtifactValue('an origin', { kind: 'Warehouse', name });
      },
    ],
    [
      'commitFrom',
      args => {
        const { origin, rest } = splitOrigin(args);
        const [repoURL] = texts('commitFrom', rest, 1, 1);
        const wanted = normalizeGitUrl(repoURL);
        const found = find(
          freight,
          origin,
          repoURL,
          item => item.commits,
          commit => normalizeGitUrl(commit.repoURL) === wanted,
        );
        return found ? artifact('a commit', COMMIT_FIELDS, found) : null;
      },
    ],
    [
      'imageFrom',
      args => {
        const { origin, rest } = splitOrigin(args);
        const [repoURL] = texts('imageFrom', rest, 1, 1);
        const found = find(
          freight,
          origin,
          repoURL,
          item => item.images,
          image => image.repoURL === repoURL,
        );
        return found ? artifact('an image', IMAGE_FIELDS, found) : null;
      },
    ],
    [
      'chartFrom',
      args => {
        const { origin, rest } = splitOrigin(args);
        const [repoURL, name = ''] = texts('chartFrom', rest, 1, 2);
        const found = find(
          freight,
          origin,
          repoURL,
          item => item.charts,
          chart => chart.repoURL === repoURL && (chart.name ?? '') === name,
        );
        if (!found && origin === undefined) {
          throw new InputError(
            `chart "${repoURL}" ${name} not found in referenced Freight`,
          );
        }
        return found ? artifact('a chart', CHART_FIELDS, found) : null;
      },
    ],
    [
      'artifactFrom',
      args => {
        const { rest } = splitOrigin(args);
        texts('artifactFrom', rest, 1, 1);
        // Warehouses find commits, images and charts; no Freight has anything else.
        return null;
      },
    ],
  ]);
}

function splitOrigin(args: ExpressionValue[]): {
  origin: string | undefined;
  rest: ExpressionValue[];
} {
  const last = args[args.length - 1];
  const name = last instanceof ArtifactValue ? last.field('name') : undefined;
  return typeof name === 'string' && args.length > 1
    ? { origin: name, rest: args.slice(0, -1) }
    : { origin: undefined, rest: args };
}

function texts(
  name: string,
  args: ExpressionValue[],
  least: number,
  most: number,
): string[] {
  const values = args.filter(
    (value): value is string => typeof value === 'string',
  );
  if (values.length !== args.length) {
    throw new InputError(
      `${name} takes texts, and last an origin such as warehouse("name")`,
    );
  }
  if (values.length < least || values.length > most) {
    throw new InputError(
      `${name} takes ${
        least === most ? least : `${least} to ${most}`
      } text(s), not ${values.length}`,
    );
  }
  return values;
}

function find<T>(
  freight: Freight[],
  origin: string | undefined,
  repoURL: string,
  artifacts: (item: Freight) => T[],
  matches: (artifact: T) => boolean,
): T | undefined {
  const found = freight
    .filter(item => origin === undefined || item.warehouse === origin)
    .map(item => ({ item, artifact: artifacts(item).find(matches) }))
    .filter(({ artifact: match }) => match !== undefined);
  if (found.length > 1) {
    throw new InputError(
      `multiple requested Freight carry "${repoURL}" (from ${found
        .map(({ item }) => item.warehouse)
        .join(', ')}); say which with warehouse("name")`,
    );
  }
  return found[0]?.artifact;
}

function artifact(kind: string, names: string[], from: object): ArtifactValue {
  const values: Record<string, unknown> = { ...from };
  return new ArtifactValue(
    kind,
    Object.fromEntries(
      names.map(name => [name, (values[name] ?? null) as ExpressionValue]),
    ),
  );
}
