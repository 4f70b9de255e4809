import { StepFailure, ToolsPort } from '@waybill/backstage-plugin-waybill-node';
import { workspacePath } from '../workspace/workspacePath';
import { KustomizeInputs } from './kustomizeInputs';

/** The arguments of `kustomize build`, in the folder where its inputs are laid out. */
export async function kustomizeArgs(
  tools: ToolsPort,
  options: {
    path: string;
    inputs: KustomizeInputs;
    helm?: { kubeVersion?: string; apiVersions?: string[] };
  },
): Promise<string[]> {
  const { path, inputs, helm } = options;
  // Whatever a path begins with, it is no option.
  const args = ['build', `./${workspacePath(path)}`];
  // What lies elsewhere was followed and stays inside; of a base from elsewhere nothing is known.
  if (inputs.loadsFromOutside && inputs.remote.length === 0) {
    args.push('--load-restrictor', 'LoadRestrictionsNone');
  }
  if (!inputs.usesHelm && !helm) {
    return args;
  }
  if (inputs.loadsUnseen) {
    throw new StepFailure(
      `The kustomization of "${path}" is built on what is fetched from the network, and Helm charts are inflated in the same build; what is fetched could have Helm start any program: keep a copy in the repository`,
    );
  }
  const program = await tools.find('helm');
  if (!program) {
    throw new StepFailure(
      `The kustomization of "${path}" inflates Helm charts, for which helm is needed; it is not on this backend's path: install helm 3 (https://helm.sh/docs/intro/install/) where the engine runs, or name its place in waybill.tools.helm.path`,
    );
  }
  args.push('--enable-helm', '--helm-command', program.path);
  if (helm?.kubeVersion) {
    args.push('--helm-kube-version', helm.kubeVersion);
  }
  for (const version of helm?.apiVersions ?? []) {
    args.push('--helm-api-versions', version);
  }
  return args;
}
