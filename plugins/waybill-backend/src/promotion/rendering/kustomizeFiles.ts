import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { readFolder } from './readFolder';
import { render } from './render';
import { Manifest, splitManifests } from './splitManifests';

/**
 * A build in files with Kustomize's own names, by name. Throws an `InputError` for a resource whose name would lead out of the folder:
 * Kustomize makes paths of names as they are, so that they are looked at before it writes anything.
 *
 * @param run.args - of the build, which must print the same each time
 * @param run.isRepeatable - else what it printed is named in a second build, of that alone
 */
export async function kustomizeFiles(
  context: Pick<StepContext, 'tools' | 'signal'>,
  run: {
    root: string;
    args: string[];
    directory: string;
    isRepeatable: boolean;
  },
): Promise<Map<string, Buffer>> {
  const tool = 'kustomize';
  const text = await render(context, {
    ...{ tool, directory: run.root, args: run.args },
  });
  const manifests = await splitManifests(text);
  manifests.forEach(assertPlain);
  if (manifests.length === 0) {
    return new Map();
  }
  const out = join(run.directory, 'out');
  await mkdir(out);
  if (run.isRepeatable) {
    const args = [...run.args, '--output', out];
    await render(context, { tool, directory: run.root, args });
    return readFolder(out);
  }
  const directory = join(run.directory, 'printed');
  await mkdir(directory);
  await writeFile(join(directory, 'all.yaml'), text);
  await writeFile(
    join(directory, 'kustomization.yaml'),
    'resources: [all.yaml]\n',
  );
  const args = ['build', '.', '--output', out];
  await render(context, { tool, directory, args });
  return readFolder(out);
}

function assertPlain(manifest: Manifest, index: number): void {
  const { value, apiVersion, kind, namespace, name } = manifest;
  const metadata = value?.metadata as Record<string, unknown> | undefined;
  const isText =
    value !== undefined &&
    name !== '' &&
    (metadata?.namespace ?? namespace) === namespace;
  const group = apiVersion.replace('/', '_');
  const found = [group, kind, namespace, name].find(part =>
    /[/\\\0]/.test(part),
  );
  if (!isText || found !== undefined) {
    throw new InputError(
      `${
        kind ? `${kind} "${name}"` : `Document ${index + 1}`
      } cannot be written to a file of its own: expected a name, a namespace and a kind that are plain texts without "/", found ${
        found === undefined ? 'another' : JSON.stringify(found)
      }`,
    );
  }
}
