import { useApi } from '@backstage/core-plugin-api';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { useState } from 'react';
import { waybillApiRef } from '../api/waybillApiRef';
import { useChangelog } from '../hooks/useChangelog';
import { useEarlierFreight } from '../hooks/useEarlierFreight';
import { exactTime } from '../model/exactTime';
import { replacedFreight } from '../model/replacedFreight';
import { useId } from '../hooks/useId';
import { useT } from '../translation/useT';
import { ActionDialog } from './ActionDialog';
import { ChangelogSummary } from './ChangelogSummary';
import { ErrorNote } from './ErrorNote';
import { useFreightTab } from './FreightTabContext';

const useStyles = makeStyles(theme => ({
  label: { display: 'block', fontSize: 13, marginTop: theme.spacing(2) },
  choices: { marginTop: theme.spacing(0.5) },
  version: { fontSize: 14 },
  subtle: { color: theme.palette.textSubtle, fontSize: 13 },
}));

/** Brings back what a Stage ran before, with the reason that will hold it there. */
export function RollbackDialog(props: {
  stage: StageView;
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const { stage } = props;
  const classes = useStyles();
  const t = useT();
  const id = useId();
  const api = useApi(waybillApiRef);
  const { pipeline, view } = useFreightTab();
  const { earlier, error } = useEarlierFreight(view.entityRef, stage);
  const [chosen, setChosen] = useState(stage.rollbackTo ?? undefined);
  const changelog = useChangelog(
    view.entityRef,
    replacedFreight(stage, pipeline.index.get(chosen ?? '')),
    chosen,
  );
  const running = stage.current
    .map(c => pipeline.index.version(c.freight))
    .join(' · ');
  const nothing =
    earlier?.length === 0 ? t('actions.why.nothingEarlier') : undefined;
  return (
    <ActionDialog
      title={t('dialogs.rollback.title', { stage: stage.name })}
      subtitle={t('dialogs.rollback.from', {
        stage: stage.name,
        version: running,
      })}
      submit={t('dialogs.rollback.submit')}
      reason="required"
      blocked={nothing ?? (chosen ? undefined : t('actions.why.choose'))}
      onClose={props.onClose}
      onSubmit={async reason => {
        await api.rollback(view.entityRef, stage.name, {
          freight: chosen,
          reason: reason ?? '',
        });
        props.onDone(
          t('dialogs.rollback.done', {
            stage: stage.name,
            version: pipeline.index.version(chosen ?? ''),
          }),
        );
      }}
    >
      <Typography variant="body2">
        {t(
          stage.autoPromotion
            ? 'dialogs.rollback.whatAuto'
            : 'dialogs.rollback.what',
        )}
      </Typography>
      <FormLabel id={id} className={classes.label}>
        {t('dialogs.rollback.choice')}
      </FormLabel>
      {nothing && <Typography variant="body2">{nothing}.</Typography>}
      {error !== undefined && <ErrorNote error={error} />}
      <RadioGroup
        className={classes.choices}
        aria-labelledby={id}
        value={chosen ?? ''}
        onChange={event => setChosen(event.target.value)}
      >
        {earlier?.map(one => (
          <FormControlLabel
            key={one.freight}
            value={one.freight}
            control={<Radio size="small" color="primary" />}
            label={
              <>
                <strong className={classes.version}>
                  {pipeline.index.version(one.freight)}
                </strong>{' '}
                <span className={classes.subtle}>
                  {[
                    pipeline.index.get(one.freight)?.alias,
                    one.freight === stage.rollbackTo &&
                      t('dialogs.rollback.suggested'),
                    one.at &&
                      t('dialogs.rollback.ranAt', { time: exactTime(one.at) }),
                    one.verified && t('dialogs.rollback.verified'),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </>
            }
          />
        ))}
      </RadioGroup>
      {!earlier && error === undefined && (
        <Typography variant="body2">{t('dialogs.rollback.history')}</Typography>
      )}
      <ChangelogSummary changelog={changelog} />
    </ActionDialog>
  );
}
