import { alpha, makeStyles } from '@material-ui/core/styles';
import { FreightView } from '@waybill/backstage-plugin-waybill-common';
import { exactTime } from '../model/exactTime';
import { stageColor } from '../model/stageColor';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', flexWrap: 'wrap', gap: 4 },
  chip: {
    fontSize: 11,
    lineHeight: '18px',
    borderRadius: 10,
    padding: '0 8px',
    color: theme.palette.text.primary,
    backgroundColor: theme.palette.action.selected,
    overflowWrap: 'anywhere',
  },
  stage: {
    borderLeft: '4px solid',
    borderRadius: '4px 10px 10px 4px',
    paddingLeft: 5,
  },
  dashed: {
    backgroundColor: 'transparent',
    border: `1px dashed ${theme.palette.textVerySubtle}`,
    color: theme.palette.textSubtle,
  },
  bad: { backgroundColor: alpha(theme.palette.status.error, 0.18) },
}));

/** Where Freight is, where it was proved, and what people said of it. */
export function FreightChips(props: { freight: FreightView }) {
  const { freight } = props;
  const classes = useStyles();
  const t = useT();
  const { view } = useFreightTab();
  const entering = view.promotions.filter(
    p => p.freight === freight.id && p.phase === 'Running',
  );
  // By the Stages, which are always fresh, where an older page of the line may not be.
  const here = view.stages.filter(
    stage =>
      stage.kind === 'stage' &&
      stage.current.some(c => c.freight === freight.id),
  );
  const verifiedIn = new Set(freight.verifiedIn.map(v => v.stage));
  const verified = view.stages
    .filter(stage => stage.kind === 'stage' && verifiedIn.has(stage.name))
    .map(stage => stage.name);
  const chip = (extra?: string) => `${classes.chip} ${extra ?? ''}`;
  return (
    <span className={classes.root}>
      {entering.map(p => (
        <span key={p.id} className={chip(classes.dashed)}>
          {t('freight.chip.entering', { stage: p.stage })}
        </span>
      ))}
      {here.map(stage => (
        <span
          key={stage.name}
          className={chip(classes.stage)}
          style={{ borderLeftColor: stageColor(view.stages, stage.name) }}
          title={t('freight.chip.inStage', { stage: stage.name })}
        >
          {stage.name}
        </span>
      ))}
      {verified.length > 0 && (
        <span
          className={chip()}
          title={t('freight.chip.verifiedTitle', {
            stages: verified.join(', '),
          })}
        >
          {t('freight.chip.verified', { stages: verified.join(' ✓ ') })}
        </span>
      )}
      {freight.failedIn?.map(({ stage, phase, at, message }) => (
        <span
          key={stage}
          className={chip(classes.bad)}
          title={[
            `${stage}: ${t(`stages.verification.${phase}`)}, ${exactTime(at)}`,
            message,
          ]
            .filter(Boolean)
            .join('\n')}
        >
          {t('freight.chip.failed', { stage })}
        </span>
      ))}
      {freight.approvedFor.length > 0 && (
        <span className={chip()}>
          {t('freight.chip.approved', {
            stages: freight.approvedFor.map(a => a.stage).join(', '),
          })}
        </span>
      )}
      {freight.rejected && (
        <span className={chip(classes.bad)}>
          {t('freight.chip.rejected', { reason: freight.rejected.reason })}
        </span>
      )}
    </span>
  );
}
