import { makeStyles } from '@material-ui/core/styles';
import {
  FreightView,
  Gate,
  StageView,
} from '@waybill/backstage-plugin-waybill-common';
import { useGates } from '../hooks/useGates';
import { StageAccess, useStageAccess } from '../hooks/useStageAccess';
import { actorName } from '../model/actorName';
import { explainError } from '../model/explainError';
import { useT } from '../translation/useT';
import { Ago } from './Ago';
import { Fact } from './Fact';
import { FreightStageActions } from './FreightStageActions';
import { useFreightTab } from './FreightTabContext';
import { GateList } from './GateList';
import { SetbackNote } from './SetbackNote';
import { Sign, StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  row: { borderTop: `1px solid ${theme.palette.divider}` },
  cell: {
    padding: theme.spacing(1, 1.5, 1, 0),
    verticalAlign: 'top',
    textAlign: 'left',
  },
  name: {
    fontWeight: 700,
    whiteSpace: 'nowrap',
    width: '1%',
    lineHeight: '24px',
  },
  actions: {
    width: '1%',
    whiteSpace: 'nowrap',
    textAlign: 'right',
    paddingRight: 0,
  },
  subtle: { color: theme.palette.textSubtle },
  setback: { color: theme.palette.textSubtle, overflowWrap: 'anywhere' },
}));

/** Whether one Freight can go to one Stage now; if not, every reason. */
export function FreightStageRow(props: {
  freight: FreightView;
  stage: StageView;
}) {
  const { freight, stage } = props;
  const classes = useStyles();
  const { view } = useFreightTab();
  const { gates, setback, error } = useGates(view, stage.name, freight.id);
  const access: StageAccess = useStageAccess(view.entityRef, stage);
  return (
    <tr className={classes.row}>
      <th scope="row" className={`${classes.cell} ${classes.name}`}>
        {stage.name}
      </th>
      <td className={classes.cell}>
        <Answer freight={freight} stage={stage} gates={gates} error={error} />
        {setback && (
          <div className={classes.setback}>
            <SetbackNote setback={setback} stage={stage} />
          </div>
        )}
      </td>
      <td className={`${classes.cell} ${classes.actions}`}>
        {stage.kind === 'stage' && (
          <FreightStageActions
            freight={freight}
            stage={stage}
            gates={gates}
            setback={setback !== undefined}
            access={access}
          />
        )}
      </td>
    </tr>
  );
}

function Answer(props: {
  freight: FreightView;
  stage: StageView;
  gates: Gate[] | undefined;
  error: unknown;
}) {
  const { freight, stage, gates, error } = props;
  const classes = useStyles();
  const t = useT();
  const approved = freight.approvedFor.find(a => a.stage === stage.name);
  const verified = freight.verifiedIn.find(v => v.stage === stage.name);
  const failed = freight.failedIn?.find(f => f.stage === stage.name);
  const runs = stage.current.some(current => current.freight === freight.id);
  const said = (): [Sign, string] => {
    if (stage.kind === 'control-flow')
      return ['none', t('freight.panel.through')];
    if (error !== undefined) {
      const { message } = explainError(error);
      return ['unknown', t('freight.panel.gatesFailed', { message })];
    }
    if (!gates) return ['none', t('freight.panel.loading')];
    if (runs) return ['ok', t('freight.panel.runsHere')];
    if (gates.length === 0) return ['check', t('freight.panel.ready')];
    return gates.some(gate => gate.effect === 'refuse')
      ? ['stopped', t('freight.panel.refused')]
      : ['waiting', t('freight.panel.waits')];
  };
  const [sign, words] = said();
  return (
    <>
      <Fact icon={<StatusIcon sign={sign} />}>
        {words}
        {verified && !runs && (
          <span className={classes.subtle}>
            {' · '}
            {t('freight.panel.verifiedAt', {
              ago: <Ago at={verified.verifiedAt} />,
            })}
          </span>
        )}
        {failed && (
          <span className={classes.subtle}>
            {' · '}
            {t('freight.panel.failedAt', {
              outcome: t(`stages.verification.${failed.phase}`),
              ago: <Ago at={failed.at} />,
            })}
          </span>
        )}
        {approved && (
          <span className={classes.subtle}>
            {' · '}
            {t('freight.panel.approvedBy', {
              person: actorName(t, approved.by),
              ago: <Ago at={approved.approvedAt} />,
            })}
          </span>
        )}
      </Fact>
      {stage.kind === 'stage' && gates && gates.length > 0 && (
        <GateList gates={gates} />
      )}
    </>
  );
}
