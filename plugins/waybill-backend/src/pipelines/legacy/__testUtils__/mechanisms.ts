import { mechanismsSchema } from '../../schemas/mechanismsSchema';
import { SubscribedArtifacts } from '../SubscribedArtifacts';
import { translateMechanisms } from '../translateMechanisms';

export const CONFIG_REPO = 'https://git.example.com/acme/config.git';
export const IMAGE = 'registry.example.com/app';
export const images: SubscribedArtifacts = {
  images: new Set([IMAGE]),
  commits: [],
  charts: [],
};
export const follows = (branch?: string): SubscribedArtifacts => ({
  ...images,
  commits: [{ repoURL: 'https://git.example.com/acme/config', branch }],
});

export function translate(mechanisms: object, artifacts = images) {
  return translateMechanisms(mechanismsSchema.parse(mechanisms), {
    project: 'demo',
    stage: 'prod',
    artifacts,
  });
}

export const update = (more: object = {}) => ({
  repoURL: CONFIG_REPO,
  writeBranch: 'main',
  kustomize: { images: [{ image: IMAGE, path: 'overlays/prod' }] },
  ...more,
});

/** `alias: uses` of each step. */
export const outline = ({ steps }: ReturnType<typeof translate>) =>
  steps.map(({ as, uses }) => `${as}: ${uses}`);
export const stepOf = (
  { steps }: ReturnType<typeof translate>,
  alias: string,
) => steps.find(({ as }) => as === alias);
