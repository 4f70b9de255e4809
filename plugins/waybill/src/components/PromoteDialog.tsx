import { useApi } from '@backstage/core-plugin-api';
import { Changelog, StageView } from '@waybill/backstage-plugin-waybill-common';
import { waybillApiRef } from '../api/waybillApiRef';
import { useChangelog } from '../hooks/useChangelog';
import { useGates } from '../hooks/useGates';
import { useOnce } from '../hooks/useOnce';
import { usePreview } from '../hooks/usePreview';
import { changelogEntries } from '../model/changelogEntries';
import { PLAN_ANSWER_MS } from '../model/planAnswerMs';
import { replacedFreight } from '../model/replacedFreight';
import { shortRepo } from '../model/shortRepo';
import { useT } from '../translation/useT';
import { ActionDialog } from './ActionDialog';
import { AheadNote } from './AheadNote';
import { ApplicationFacts } from './ApplicationFacts';
import { DialogColumns } from './DialogColumns';
import { Fact } from './Fact';
import { Done, useFreightTab } from './FreightTabContext';
import { MayItGo } from './MayItGo';
import { PreviewPane } from './PreviewPane';
import { SetbackNote } from './SetbackNote';
import { StatusIcon } from './StatusIcon';
import { WillDo } from './WillDo';

/** What a Promotion would change, whether it may go, and the question for its reason. */
export function PromoteDialog(props: {
  stage: StageView;
  freight: string;
  onClose: () => void;
  onDone: Done;
}) {
  const { stage, freight } = props;
  const t = useT();
  const api = useApi(waybillApiRef);
  const { pipeline, view } = useFreightTab();
  const preview = usePreview(view.entityRef, stage.name, freight, {
    against: stage.current.map(current => current.freight).join(' '),
  });
  const asked = useGates(view, stage.name, freight);
  const changelog = useChangelog(
    view.entityRef,
    replacedFreight(stage, pipeline.index.get(freight)),
    freight,
  );
  const once = useOnce(`promote ${view.entityRef} ${stage.name} ${freight}`);
  const gates = asked.gates ?? preview.value?.gates;
  const refusing = gates?.filter(gate => gate.effect === 'refuse') ?? [];
  const waits = Boolean(gates?.length);
  const names = { version: pipeline.index.version(freight), stage: stage.name };
  const blocked = () => {
    if (preview.renewing) return t('actions.why.workingOut');
    return refusing.length > 0
      ? t('actions.why.refused', {
          gates: refusing.map(g => g.message).join('; '),
        })
      : undefined;
  };
  return (
    <ActionDialog
      wide
      title={t('dialogs.promote.title', names)}
      subtitle={
        <Change
          {...props}
          files={preview.value?.files}
          changelog={changelog.value}
        />
      }
      submit={
        waits ? t('dialogs.promote.request') : t('dialogs.promote.submit')
      }
      reason="optional"
      blocked={blocked()}
      once={once}
      answerWithin={PLAN_ANSWER_MS}
      onClose={props.onClose}
      onSubmit={async asks => {
        const made = await once.send(
          { reason: asks },
          ({ idempotencyKey, reason }) =>
            preview.holdTo(hash =>
              api.promote(view.entityRef, stage.name, {
                ...{ freight, reason, idempotencyKey },
                preview: hash,
              }),
            ),
        );
        const done =
          waits || made.gates.length > 0
            ? 'dialogs.promote.requested'
            : 'dialogs.promote.started';
        const ended = once.sent && made.finishedAt;
        props.onDone(
          t(ended ? 'dialogs.unanswered.ended' : done, names),
          made.id,
        );
      }}
    >
      <DialogColumns
        left={
          <>
            <MayItGo gates={gates} error={asked.error} />
            {asked.setback && (
              <Fact icon={<StatusIcon sign="drift" />}>
                <SetbackNote setback={asked.setback} stage={stage} />
              </Fact>
            )}
            <ApplicationFacts live={preview.value?.live} />
            <WillDo
              steps={preview.value?.steps}
              unknowns={preview.value?.unknowns}
            />
          </>
        }
        right={
          <>
            <AheadNote gates={gates} />
            <PreviewPane preview={preview} changelog={changelog} />
          </>
        }
      />
    </ActionDialog>
  );
}

function Change(props: {
  stage: StageView;
  freight: string;
  files: { repoURL: string }[] | undefined;
  changelog: Changelog | undefined;
}) {
  const { stage, freight, files } = props;
  const t = useT();
  const { pipeline } = useFreightTab();
  const runs = () => {
    if (stage.current.length === 0) {
      return t('dialogs.promote.fromNothing', { stage: stage.name });
    }
    if (stage.current.some(current => current.freight === freight)) {
      return t('dialogs.promote.same', { stage: stage.name });
    }
    return t('dialogs.promote.from', {
      stage: stage.name,
      version: stage.current
        .map(c => pipeline.index.version(c.freight))
        .join(' · '),
    });
  };
  const repositories = [
    ...new Set(files?.map(file => shortRepo(file.repoURL))),
  ];
  const changes =
    files &&
    (files.length === 0
      ? t('dialogs.promote.noFiles')
      : t('dialogs.promote.files', {
          count: files.length,
          repositories: repositories.join(', '),
        }));
  const artifacts = props.changelog?.artifacts ?? [];
  const count =
    changelogEntries(artifacts, 'gained').commits +
    changelogEntries(artifacts, 'lost').commits;
  const between = count > 0 && t('changelog.between', { count });
  return <>{[runs(), between, changes].filter(Boolean).join(' · ')}</>;
}
