import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { useChangelog } from '../hooks/useChangelog';
import { useEarlierFreight } from '../hooks/useEarlierFreight';
import { useOnce } from '../hooks/useOnce';
import { usePreview } from '../hooks/usePreview';
import { createFreightIndex } from '../model/FreightIndex';
import { PLAN_ANSWER_MS } from '../model/planAnswerMs';
import { replacedFreight } from '../model/replacedFreight';
import { useT } from '../translation/useT';
import { ActionDialog } from './ActionDialog';
import { AfterFailure } from './AfterFailure';
import { AheadNote } from './AheadNote';
import { ApplicationFacts } from './ApplicationFacts';
import { DialogColumns } from './DialogColumns';
import { Done, useFreightTab } from './FreightTabContext';
import { MayItGo } from './MayItGo';
import { PreviewPane } from './PreviewPane';
import { RollbackChoice } from './RollbackChoice';
import { WillDo } from './WillDo';

/** Brings back what a Stage ran before, shows what that would change, and asks for the reason that will hold it there. */
export function RollbackDialog(props: {
  stage: StageView;
  onClose: () => void;
  onDone: Done;
}) {
  const { stage } = props;
  const t = useT();
  const api = useApi(waybillApiRef);
  const { pipeline, view } = useFreightTab();
  const asked = useEarlierFreight(view.entityRef, stage);
  const { earlier = [] } = asked;
  // What ran long ago is not in the freight line that was loaded.
  const index = createFreightIndex(
    earlier.flatMap(it => it.content ?? []),
    view.referencedFreight ?? [],
    pipeline.freight,
  );
  const once = useOnce(`rollback ${view.entityRef} ${stage.name}`);
  const [chosen, setChosen] = useState(
    once.sent?.choice ?? stage.rollbackTo ?? undefined,
  );
  const preview = usePreview(view.entityRef, stage.name, chosen, {
    rollback: true,
    against: stage.current.map(current => current.freight).join(' '),
  });
  const changelog = useChangelog(
    view.entityRef,
    replacedFreight(stage, index.get(chosen ?? '')),
    chosen,
  );
  const running = stage.current.map(c => index.version(c.freight)).join(' · ');
  const { lastPromotion } = stage;
  const gates = preview.value?.gates;
  const refusing = gates?.filter(gate => gate.effect === 'refuse') ?? [];
  const waits = Boolean(gates?.length) && refusing.length === 0;
  const isNothing =
    asked.earlier?.length === 0 && !asked.more && !asked.loading;
  const blocked = () => {
    if (isNothing) return t('actions.why.nothingEarlier');
    if (!chosen) return t('actions.why.choose');
    if (preview.renewing) return t('actions.why.workingOut');
    return refusing.length > 0
      ? t('actions.why.refused', {
          gates: refusing.map(gate => gate.message).join('; '),
        })
      : undefined;
  };
  return (
    <ActionDialog
      wide
      title={t('dialogs.rollback.title', { stage: stage.name })}
      subtitle={t('dialogs.rollback.from', {
        stage: stage.name,
        version: running,
      })}
      submit={t(waits ? 'dialogs.rollback.request' : 'dialogs.rollback.submit')}
      reason="required"
      blocked={blocked()}
      once={once}
      answerWithin={PLAN_ANSWER_MS}
      onClose={props.onClose}
      onSubmit={async asks => {
        const made = await once.send(
          { reason: asks, choice: chosen },
          ({ idempotencyKey, reason = '', choice }) =>
            preview.holdTo(hash =>
              api.rollback(view.entityRef, stage.name, {
                ...{ freight: choice, reason, idempotencyKey },
                preview: hash,
              }),
            ),
        );
        const done =
          waits || made.gates.length > 0
            ? 'dialogs.rollback.requested'
            : 'dialogs.rollback.done';
        const ended = once.sent && made.finishedAt;
        const version = index.version(
          once.sent?.choice ?? chosen ?? made.freight,
        );
        props.onDone(
          t(ended ? 'dialogs.unanswered.ended' : done, {
            stage: stage.name,
            version,
          }),
          made.id,
        );
      }}
    >
      <DialogColumns
        left={
          <>
            <Typography variant="body2">
              {t(
                stage.autoPromotion
                  ? 'dialogs.rollback.whatAuto'
                  : 'dialogs.rollback.what',
              )}
            </Typography>
            {lastPromotion && lastPromotion.phase !== 'Succeeded' && (
              <AfterFailure last={lastPromotion} running={running} />
            )}
            <RollbackChoice
              stage={stage}
              asked={asked}
              index={index}
              chosen={chosen}
              locked={once.sent !== undefined}
              onChoose={setChosen}
            />
            {chosen && (
              <>
                <MayItGo gates={gates} error={preview.error} />
                <ApplicationFacts live={preview.value?.live} />
                <WillDo
                  steps={preview.value?.steps}
                  unknowns={preview.value?.unknowns}
                />
              </>
            )}
          </>
        }
        right={
          chosen && (
            <>
              <AheadNote gates={gates} />
              <PreviewPane
                key={chosen}
                preview={preview}
                changelog={changelog}
              />
            </>
          )
        }
      />
    </ActionDialog>
  );
}
