import { Argo, Application, ApplicationSource } from '../argo';

interface SeedApplication {
  service: string;
  stage: string;
  source: Omit<ApplicationSource, 'repoURL'>;
  /** Which Stage may operate it, in its own words. */
  consent: Record<string, string>;
}

const storefront = (stage: string): SeedApplication => ({
  service: 'storefront',
  stage,
  source: { path: `overlays/${stage}`, targetRevision: 'main' },
  consent: {
    'waybill/authorized-stage': `component:default/storefront:${stage}`,
  },
});

const guestbook = (
  stage: string,
  source: SeedApplication['source'],
): SeedApplication => ({
  service: 'guestbook',
  stage,
  source,
  consent: { 'kargo.akuity.io/authorized-stage': `guestbook:${stage}` },
});

const rendered = (stage: string) =>
  guestbook(stage, {
    path: `overlays/${stage}`,
    targetRevision: `stage/${stage}`,
  });

const APPLICATIONS = [
  storefront('dev'),
  storefront('uat'),
  storefront('prod'),
  rendered('test'),
  rendered('uat-eu'),
  rendered('uat-us'),
  guestbook('prod', {
    path: 'charts/guestbook',
    targetRevision: 'main',
    helm: { valueFiles: ['values-prod.yaml'] },
  }),
];

async function findApplication(
  argoUrl: string,
  name: string,
): Promise<Application | undefined> {
  const response = await fetch(
    `${argoUrl}/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${name}`,
    { signal: AbortSignal.timeout(10_000) },
  );
  if (response.status === 404) {
    return undefined;
  }
  if (!response.ok) {
    throw new Error(
      `application ${name}: the Kubernetes API answered ${response.status}`,
    );
  }
  return (await response.json()) as Application;
}

/**
 * Makes those Applications of the example company that are missing, and syncs them once, so that the company has been
 * running before Waybill came. Existing ones stay, but for the address of a Git server whose port has moved.
 */
export async function seedApplications(
  argo: Argo,
  gitUrl: string,
): Promise<void> {
  for (const { service, stage, source, consent } of APPLICATIONS) {
    const name = `${service}-${stage}`;
    const metadata = { name, namespace: 'argocd' };
    const repoURL = `${gitUrl}/acme/${service}-config.git`;
    const kind = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' };
    const existing = await findApplication(argo.url, name);
    if (!existing) {
      argo.createApplication({
        ...kind,
        metadata: { ...metadata, annotations: consent, labels: { service } },
        spec: {
          project: 'default',
          source: { repoURL, ...source },
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: name,
          },
        },
        operation: {
          sync: {},
          initiatedBy: { username: 'sam' },
          info: [{ name: 'Reason', value: 'first deployment' }],
        },
      });
    } else if (
      existing.spec.source &&
      existing.spec.source.repoURL !== repoURL
    ) {
      argo.createApplication({
        ...kind,
        metadata,
        spec: { source: { repoURL } },
      });
    }
  }
}
