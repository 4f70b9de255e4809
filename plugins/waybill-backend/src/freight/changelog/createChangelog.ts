import {
  ArtifactChange,
  ArtifactChangelog,
  Changelog,
  Freight,
  freightChanges,
  originOf,
} from '@waybill/backstage-plugin-waybill-common';
import { Knex } from 'knex';
import {
  ChartRepositoryPort,
  CommitComparisonPort,
  ImageLabelsPort,
  MayRead,
  UncheckedChangelogPort,
} from '../../ports';
import { getFreight } from '../../store/operations/freight/getFreight';
import { listStages } from '../../store/operations/stages/listStages';
import { describeChange } from './describeChange';

/** Changes that are looked into; a Freight with more of them says of the others only what they are. */
const MOST_CHANGES = 20;
/** What is not told by then is said not to be. */
const TOLD_WITHIN_MS = 30_000;

/** What changes from one Freight of a pipeline to another. */
export function createChangelog(options: {
  knex: Knex;
  pipelineId: string;
  comparison: CommitComparisonPort;
  labels: ImageLabelsPort;
  charts: Pick<ChartRepositoryPort, 'describe'>;
}): UncheckedChangelogPort {
  const { knex, pipelineId } = options;

  async function between(request: {
    from: Freight;
    to: Freight;
    mayRead: MayRead;
    signal: AbortSignal;
  }): Promise<Changelog> {
    const { from, to, signal: stopped } = request;
    const late = AbortSignal.timeout(TOLD_WITHIN_MS);
    const sources = {
      ...options,
      mayRead: request.mayRead,
      stopped,
      signal: AbortSignal.any([stopped, late]),
    };
    const artifacts = await Promise.all(
      freightChanges(from, to).map((change, index) =>
        index < MOST_CHANGES ? describeChange(sources, change) : unread(change),
      ),
    );
    return { from: from.id, to: to.id, artifacts };
  }

  return {
    between,
    async sinceStage({ stage, to, ...rest }) {
      const states = await listStages(knex, { pipelineId });
      const running = states
        .get(stage)
        ?.current.find(({ origin }) => origin === originOf(to.warehouse));
      const [from] = running
        ? await getFreight(knex, { pipelineId, ids: [running.freight] })
        : [];
      return from && between({ from, to, ...rest });
    },
  };
}

function unread(change: ArtifactChange): ArtifactChangelog {
  return {
    ...change,
    code: null,
    comparison: null,
    links: [],
    problem: `Only the first ${MOST_CHANGES} changes are looked into`,
  };
}
