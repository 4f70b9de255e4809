import { ToolName } from '@waybill/backstage-plugin-waybill-node';

/** Of helm: before 3.14.2 the name of a chart could be a path out of its folder. */
const SOURCES: Record<ToolName, { version: string; where: string }> = {
  kustomize: {
    version: '5',
    where: 'https://kubectl.docs.kubernetes.io/installation/kustomize/',
  },
  helm: { version: '3.14.2', where: 'https://helm.sh/docs/intro/install/' },
  jsonnet: {
    version: '0.18',
    where: 'https://github.com/google/go-jsonnet/releases',
  },
};

/** What to do about a tool that is not there. */
export function howToGet(
  tool: ToolName,
  configured: string | undefined,
): string {
  const { version, where } = SOURCES[tool];
  const missing = configured
    ? `There is no program at "${configured}" (waybill.tools.${tool}.path)`
    : `The program "${tool}" is not on this backend's path`;
  return `${missing}: install ${tool} ${version} or later (${where}) where the engine runs, or name its place in waybill.tools.${tool}.path`;
}
