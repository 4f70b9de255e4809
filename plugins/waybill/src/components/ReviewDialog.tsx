import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  PromotionSummary,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { waybillApiRef } from '../api/waybillApiRef';
import { useChangelog } from '../hooks/useChangelog';
import { usePreview } from '../hooks/usePreview';
import { usePromotion } from '../hooks/usePromotion';
import { actorName } from '../model/actorName';
import { replacedFreight } from '../model/replacedFreight';
import { useT } from '../translation/useT';
import { ActionDialog } from './ActionDialog';
import { ApplicationFacts } from './ApplicationFacts';
import { AskedPeople } from './AskedPeople';
import { DialogColumns } from './DialogColumns';
import { EffectList } from './EffectList';
import { useFreightTab } from './FreightTabContext';
import { PreviewPane } from './PreviewPane';
import { SignatureList } from './SignatureList';

/** Somebody's word on a Promotion that asks for it, beside what it has done and what it would change. */
export function ReviewDialog(props: {
  stage: StageView;
  promotion: PromotionSummary;
  step: string;
  decision: 'approve' | 'reject';
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const { stage, step, decision } = props;
  const t = useT();
  const api = useApi(waybillApiRef);
  const { pipeline, view } = useFreightTab();
  // As it is now: others sign meanwhile.
  const live = usePromotion(props.promotion.id).value;
  const promotion = live ?? props.promotion;
  const { freight, rollback, createdBy, reason: why } = promotion;
  const asked = promotion.asksFor?.step === step ? promotion.asksFor : null;
  const preview = usePreview(view.entityRef, stage.name, freight, { rollback });
  const before = replacedFreight(stage, pipeline.index.get(freight));
  const changelog = useChangelog(view.entityRef, before, freight);
  const names = { version: pipeline.index.version(freight), stage: stage.name };
  const person = actorName(t, createdBy);
  return (
    <ActionDialog
      wide
      title={t(`reviews.dialog.${decision}.title`, names)}
      subtitle={
        why
          ? t('reviews.dialog.askedBy', { person, reason: why })
          : t('reviews.dialog.askedByWithout', { person })
      }
      submit={t(`reviews.dialog.${decision}.submit`)}
      // Who wanted it has to know what to mend.
      reason={decision === 'reject' ? 'required' : 'optional'}
      blocked={asked ? undefined : t('reviews.noMore')}
      onClose={props.onClose}
      onSubmit={async reason => {
        await api.reviewPromotion(promotion.id, { decision, reason, step });
        props.onDone(t(`reviews.dialog.${decision}.done`, names));
      }}
    >
      <DialogColumns
        left={
          <>
            {decision === 'reject' && (
              <Typography variant="body2" paragraph>
                {t('reviews.dialog.reject.what')}
              </Typography>
            )}
            {asked && <AskedPeople asked={asked} />}
            <SignatureList reviews={promotion.reviews ?? []} step={step} />
            {live?.effects && live.effects.length > 0 && (
              <>
                <Typography variant="body2">
                  {t('dialogs.abort.already')}
                </Typography>
                <EffectList effects={live.effects} />
              </>
            )}
            <ApplicationFacts live={preview.value?.live} />
          </>
        }
        right={
          <>
            <Typography variant="body2" gutterBottom>
              {t('reviews.dialog.would')}
            </Typography>
            <PreviewPane preview={preview} changelog={changelog} />
          </>
        }
      />
    </ActionDialog>
  );
}
