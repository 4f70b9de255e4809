import { posix } from 'path';
import { parse, stringify } from 'yaml';
import { ApplicationSource } from '../Application';
import { KubeObject } from '../KubeObject';
import { GitTree } from './GitTree';
import { parseManifests } from './parseManifests';
import { strategicMerge } from './strategicMerge';

/**
 * A Helm chart's templates with plain substitutions: `.Values`, `.Chart`, `.Release`, and the filters `quote`,
 * `default` and `toString`. Anything cleverer is an error that names the expression.
 */
export async function renderHelm(options: {
  tree: GitTree;
  folder: string;
  source: ApplicationSource;
  releaseName: string;
  namespace: string;
  /** Trees of other sources by `ref`, for `$ref/values.yaml`. */
  refs: Record<string, GitTree>;
}): Promise<KubeObject[]> {
  const { tree, folder, source, refs } = options;
  const chart = parse(
    (await tree.read(posix.join(folder, 'Chart.yaml'))) ?? '',
  );
  const values = await valuesOf(tree, folder, source, refs);
  const context = {
    Values: values,
    Chart: {
      Name: chart.name,
      Version: chart.version,
      AppVersion: chart.appVersion,
    },
    Release: {
      Name: source.helm?.releaseName ?? options.releaseName,
      Namespace: options.namespace,
      Service: 'Helm',
    },
  };
  const templates = posix.join(folder, 'templates');
  const objects: KubeObject[] = [];
  for (const name of (await tree.list(templates)) ?? []) {
    if (!/\.ya?ml$/.test(name) || name.startsWith('_')) {
      continue;
    }
    const file = posix.join(templates, name);
    const text = ((await tree.read(file)) ?? '').replace(
      /\{\{-?\s*(.*?)\s*-?\}\}/gs,
      (_, expression: string) => evaluate(expression, context, file),
    );
    objects.push(...parseManifests(text, file));
  }
  return objects;
}

async function valuesOf(
  tree: GitTree,
  folder: string,
  { helm = {} }: ApplicationSource,
  refs: Record<string, GitTree>,
): Promise<unknown> {
  let values: unknown =
    parse((await tree.read(posix.join(folder, 'values.yaml'))) ?? '') ?? {};
  for (const file of helm.valueFiles ?? []) {
    const inRef = /^\$([^/]+)\/(.*)$/.exec(file);
    const text = inRef
      ? await refs[inRef[1]]?.read(inRef[2])
      : await tree.read(posix.join(folder, file));
    if (text === undefined) {
      throw new Error(`values file '${file}' does not exist`);
    }
    values = strategicMerge(values, parse(text) ?? {});
  }
  values = strategicMerge(
    values,
    helm.valuesObject ?? parse(helm.values ?? '') ?? {},
  );
  for (const { name, value = '', forceString } of helm.parameters ?? []) {
    const leaf = forceString ? value : parse(value);
    const patch = name
      .split('.')
      .reduceRight<unknown>((inner, key) => ({ [key]: inner }), leaf);
    values = strategicMerge(values, patch);
  }
  return values;
}

function evaluate(expression: string, context: object, file: string): string {
  if (expression.startsWith('/*')) {
    return '';
  }
  const [head, ...filters] = expression.split('|').map(part => part.trim());
  const unsupported = () =>
    new Error(
      `${file}: the sandbox cannot evaluate the template expression {{ ${expression} }}`,
    );
  const operand = (word: string): unknown => {
    if (/^\.[A-Z]\w*(\.\w+)*$/.test(word)) {
      return word
        .slice(1)
        .split('.')
        .reduce<unknown>(
          (value, key) => (value as Record<string, unknown> | undefined)?.[key],
          context,
        );
    }
    if (/^"[^"]*"$|^-?\d+(\.\d+)?$|^true$|^false$/.test(word)) {
      return JSON.parse(word);
    }
    throw unsupported();
  };
  const [word, argument] = head.split(/\s+/);
  let value =
    word === 'quote' && argument
      ? JSON.stringify(String(operand(argument)))
      : operand(head);
  for (const filter of filters) {
    const [name, ...args] = filter.split(/\s+/);
    if (name === 'quote') {
      value = JSON.stringify(String(value ?? ''));
    } else if (name === 'default' && args.length === 1) {
      value = value || operand(args[0]);
    } else if (name === 'toString') {
      value = String(value ?? '');
    } else {
      throw unsupported();
    }
  }
  return typeof value === 'object' && value !== null
    ? stringify(value)
    : String(value ?? '');
}
