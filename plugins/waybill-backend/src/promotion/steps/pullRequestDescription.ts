import { Changelog } from '@waybill/backstage-plugin-waybill-common';
import { StepContext } from '@waybill/backstage-plugin-waybill-node';
import { changelogMarkdown } from './changelogMarkdown';

/** What a pull request says whose manifest gives no description: what is carried, what changes with it, and why. */
export async function pullRequestDescription(
  context: StepContext,
): Promise<string> {
  const { promotion } = context;
  const artifacts = promotion.freight.flatMap(item => [
    ...item.images.map(image => `- ${image.repoURL}:${image.tag}`),
    ...item.commits.map(commit => `- ${commit.repoURL}@${commit.id}`),
    ...item.charts.map(
      chart =>
        `- ${[chart.repoURL, chart.name].filter(Boolean).join('/')} ${
          chart.version
        }`,
    ),
  ]);
  return [
    `${promotion.rollback ? 'Rolls back' : 'Promotes'} ${
      promotion.entityRef
    } in ${promotion.stage}:`,
    '',
    ...artifacts,
    '',
    ...changelogMarkdown(await changelogsOf(context)),
    ...(promotion.reason ? [`Reason: ${promotion.reason}`] : []),
  ].join('\n');
}

/** What changes for the Stage. A pull request is not held up by a forge or a registry that does not answer. */
async function changelogsOf({
  changelog,
  promotion,
  logger,
  signal,
}: StepContext): Promise<Changelog[]> {
  try {
    const found = await Promise.all(
      promotion.freight.map(to =>
        changelog.sinceStage({ stage: promotion.stage, to, signal }),
      ),
    );
    return found.filter(one => one !== undefined);
  } catch (error) {
    signal.throwIfAborted();
    logger.warn(
      `The description of the pull request of ${promotion.id} has no changelog: ${error}`,
    );
    return [];
  }
}
