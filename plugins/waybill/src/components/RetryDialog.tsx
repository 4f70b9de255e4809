import { useApi } from '@backstage/core-plugin-api';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles } from '@material-ui/core/styles';
import {
  PromotionView,
  RetryFrom,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { useId } from '../hooks/useId';
import { useOnce } from '../hooks/useOnce';
import { stepLabel } from '../model/stepLabel';
import { useT } from '../translation/useT';
import { ActionDialog } from './ActionDialog';
import { Done, useFreightTab } from './FreightTabContext';

const useStyles = makeStyles(theme => ({
  label: { display: 'block', fontSize: 13 },
  choice: { alignItems: 'flex-start', marginTop: theme.spacing(1) },
  radio: { paddingTop: theme.spacing(0.25) },
  name: { fontSize: 14 },
  subtle: { color: theme.palette.textSubtle, fontSize: 13 },
}));

/** Asks from where a Promotion is to be tried again. A way that is not open says why. */
export function RetryDialog(props: {
  stage: StageView;
  promotion: PromotionView;
  onClose: () => void;
  onDone: Done;
}) {
  const { stage, promotion } = props;
  const classes = useStyles();
  const t = useT();
  const id = useId();
  const api = useApi(waybillApiRef);
  const { pipeline } = useFreightTab();
  const once = useOnce(`retry ${promotion.id}`);
  const why = (from: RetryFrom) =>
    (from === 'start' ? promotion.retry?.start : promotion.retry?.failedStep) ??
    undefined;
  const [from, setFrom] = useState<RetryFrom>(
    (once.sent?.choice as RetryFrom | undefined) ??
      (why('failed-step') ? 'start' : 'failed-step'),
  );
  const names = {
    version: pipeline.index.version(promotion.freight),
    stage: stage.name,
  };
  const choices: { from: RetryFrom; name: string; what: string }[] = [
    {
      from: 'failed-step',
      name: t('dialogs.retry.failedStep', {
        step: promotion.retry?.step ? stepLabel(t, promotion.retry.step) : '',
      }),
      what: t('dialogs.retry.failedStepWhat'),
    },
    {
      from: 'start',
      name: t('dialogs.retry.start'),
      what: t('dialogs.retry.startWhat', { stage: stage.name }),
    },
  ];
  return (
    <ActionDialog
      title={t('dialogs.retry.title', names)}
      submit={t('dialogs.retry.submit')}
      reason="optional"
      blocked={why(from)}
      once={once}
      onClose={props.onClose}
      onSubmit={async asks => {
        const made = await once.send(
          { reason: asks, choice: from },
          ({ idempotencyKey, reason, choice }) =>
            api.retryPromotion(promotion.id, {
              from: choice as RetryFrom,
              reason,
              idempotencyKey,
            }),
        );
        const ended = once.sent && made.finishedAt;
        props.onDone(
          t(ended ? 'dialogs.unanswered.ended' : 'dialogs.retry.done', names),
          made.id,
        );
      }}
    >
      <FormLabel id={id} className={classes.label}>
        {t('dialogs.retry.choice')}
      </FormLabel>
      <RadioGroup
        aria-labelledby={id}
        value={from}
        onChange={event => setFrom(event.target.value as RetryFrom)}
      >
        {choices.map(choice => (
          <FormControlLabel
            key={choice.from}
            className={classes.choice}
            value={choice.from}
            disabled={why(choice.from) !== undefined || once.sent !== undefined}
            control={
              <Radio size="small" color="primary" className={classes.radio} />
            }
            label={
              <>
                <strong className={classes.name}>{choice.name}</strong>
                <div className={classes.subtle}>
                  {why(choice.from)
                    ? t('dialogs.retry.not', { why: why(choice.from) ?? '' })
                    : choice.what}
                </div>
              </>
            }
          />
        ))}
      </RadioGroup>
    </ActionDialog>
  );
}
