import { isError } from '@backstage/errors';
import {
  ArtifactChange,
  ArtifactChangelog,
  codeOfImage,
  CommitComparison,
  FreightImage,
  normalizeGitUrl,
} from '@waybill/backstage-plugin-waybill-common';
import {
  ChartRepositoryPort,
  CommitComparisonPort,
  ImageLabelsPort,
  MayRead,
} from '../../ports';
import { artifactLinks } from './artifactLinks';

/** Of a registry's answers. */
const LABELS_WITHIN_MS = 10_000;

interface Sources {
  comparison: CommitComparisonPort;
  labels: ImageLabelsPort;
  charts: Pick<ChartRepositoryPort, 'describe'>;
  pipelineId: string;
  mayRead: MayRead;
  /** Nobody waits any more. */
  stopped: AbortSignal;
  /** That, or it takes too long. */
  signal: AbortSignal;
}

type Known = Pick<ArtifactChangelog, 'code' | 'comparison' | 'problem'> & {
  links?: ArtifactChangelog['links'];
};
const NOTHING: Known = { code: null, comparison: null, problem: null };

/** What is known of one change. Whatever cannot be read becomes its `problem`. */
export async function describeChange(
  sources: Sources,
  change: ArtifactChange,
): Promise<ArtifactChangelog> {
  let known: Known;
  try {
    known = await find(sources, change);
  } catch (error) {
    sources.stopped.throwIfAborted();
    known = {
      ...NOTHING,
      problem: sources.signal.aborted
        ? 'Those who were asked did not answer in time'
        : messageOf(error),
    };
  }
  return { links: [], ...change, ...known };
}

function find(sources: Sources, change: ArtifactChange): Promise<Known> {
  switch (change.kind) {
    case 'commit':
      return change.from && change.to
        ? compare(sources, change.to.repoURL, change.from.id, change.to.id)
        : Promise.resolve({
            ...NOTHING,
            code: (change.to ?? change.from)?.repoURL ?? null,
          });
    case 'image':
      return findImage(sources, change);
    default:
      return findChart(sources, change);
  }
}

async function findImage(
  sources: Sources,
  { from, to }: { from?: FreightImage; to?: FreightImage },
): Promise<Known> {
  const [before, after] = await Promise.all(
    [from, to].map(async image => image && labelsOf(sources, image)),
  );
  const links = artifactLinks(after ?? before ?? {});
  const [first, second] = [codeOfImage(before), codeOfImage(after)];
  const code = second.repoURL ?? first.repoURL ?? null;
  if (!from || !to) {
    return { ...NOTHING, code, links };
  }
  const silent = [
    { image: from, said: first },
    { image: to, said: second },
  ].find(({ said }) => !said.repoURL || !said.commit);
  if (silent) {
    return {
      ...NOTHING,
      code,
      links,
      problem: `${silent.image.repoURL}:${silent.image.tag} does not say which commit it was built from; the annotations or labels org.opencontainers.image.source and org.opencontainers.image.revision would`,
    };
  }
  if (normalizeGitUrl(first.repoURL!) !== normalizeGitUrl(second.repoURL!)) {
    return {
      ...NOTHING,
      code,
      links,
      problem: `It was built from ${first.repoURL} before, and from ${second.repoURL} now`,
    };
  }
  return {
    ...(await compare(sources, second.repoURL!, first.commit!, second.commit!)),
    links,
  };
}

/** What the Freight holds already, else what the registry says: most images have labels, and their index no annotations. */
async function labelsOf(
  { labels, signal }: Sources,
  { repoURL, digest, annotations = {} }: FreightImage,
): Promise<Record<string, string>> {
  const { repoURL: code, commit } = codeOfImage(annotations);
  if (code && commit) {
    return annotations;
  }
  const within = AbortSignal.timeout(LABELS_WITHIN_MS);
  try {
    const found = await labels.read({
      reference: `${repoURL}@${digest}`,
      signal: AbortSignal.any([signal, within]),
    });
    return { ...found, ...annotations };
  } catch (error) {
    signal.throwIfAborted();
    throw within.aborted
      ? new Error(
          `The registry of ${repoURL} did not answer within ${
            LABELS_WITHIN_MS / 1000
          } s`,
        )
      : error;
  }
}

async function findChart(
  { labels, charts, pipelineId, signal: stopped }: Sources,
  change: ArtifactChange & { kind: 'chart' },
): Promise<Known> {
  const chart = change.to ?? change.from;
  if (!chart) {
    return NOTHING;
  }
  const { repoURL, name = '', version } = chart;
  const signal = AbortSignal.any([
    stopped,
    AbortSignal.timeout(LABELS_WITHIN_MS),
  ]);
  const found = repoURL.startsWith('oci://')
    ? await labels.read({
        // A tag has no plus; Helm writes an underscore for it.
        reference: `${[repoURL.replace(/\/+$/, ''), name]
          .filter(Boolean)
          .join('/')}:${version.replace(/\+/g, '_')}`,
        signal,
      })
    : await charts.describe({ repoURL, name, version, pipelineId, signal });
  return {
    ...NOTHING,
    code: codeOfImage(found).repoURL ?? null,
    links: artifactLinks(found),
  };
}

async function compare(
  { comparison, mayRead, signal }: Sources,
  repoURL: string,
  from: string,
  to: string,
): Promise<Known> {
  const refused = mayRead(repoURL);
  let found: CommitComparison;
  try {
    if (from === to) {
      return { ...NOTHING, code: repoURL };
    }
    found = await comparison.compare({
      ...{ repoURL, from, to, signal },
      isGranted: refused === undefined,
    });
  } catch (error) {
    signal.throwIfAborted();
    return {
      ...NOTHING,
      code: repoURL,
      problem: refused
        ? `${refused}. Without it only what is public can be read: ${messageOf(
            error,
          )}`
        : messageOf(error),
    };
  }
  return {
    code: repoURL,
    comparison: found,
    problem: found.gained.missing ?? found.lost.missing ?? null,
  };
}

function messageOf(error: unknown): string {
  return isError(error) ? error.message : String(error);
}
