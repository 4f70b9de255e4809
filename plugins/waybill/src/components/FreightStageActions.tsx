import { makeStyles } from '@material-ui/core/styles';
import {
  FreightView,
  Gate,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { StageAccess } from '../hooks/useStageAccess';
import { freightVersion } from '../model/freightVersion';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';
import { PromoteButton } from './PromoteButton';
import { ReasonButton } from './ReasonButton';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', gap: theme.spacing(1), justifyContent: 'flex-end' },
}));

/** What can be done with one Freight for one Stage. */
export function FreightStageActions(props: {
  freight: FreightView;
  stage: StageView;
  gates: Gate[] | undefined;
  /** Whether something went wrong with it there before. */
  setback: boolean;
  access: StageAccess;
}) {
  const { freight, stage, gates, setback, access } = props;
  const classes = useStyles();
  const t = useT();
  const { ask } = useFreightTab();
  const version = freightVersion(freight);
  // Approval lifts only what has to do with being proved upstream.
  const lifts = gates?.some(
    gate => gate.code === 'NotVerifiedUpstream' || gate.code === 'Soaking',
  );
  const approved = freight.approvedFor.some(a => a.stage === stage.name);
  const whyNotApprove = () => {
    if (approved)
      return t('actions.why.alreadyApproved', { stage: stage.name });
    return access.approve;
  };
  return (
    <div className={classes.root}>
      {(lifts || approved) && (
        <ReasonButton
          variant="outlined"
          color="primary"
          reason={whyNotApprove()}
          aria-label={t('actions.on.approve', { version, stage: stage.name })}
          onClick={() =>
            ask({ do: 'approve', stage: stage.name, freight: freight.id })
          }
        >
          {t('actions.approve')}
        </ReasonButton>
      )}
      <PromoteButton
        stage={stage}
        freight={freight.id}
        gates={gates}
        denied={access.promote}
        quiet={
          setback ||
          stage.current.some(current => current.freight === freight.id)
        }
      />
    </div>
  );
}
