import { makeStyles } from '@material-ui/core/styles';
import { Gate } from '@waybill/backstage-plugin-waybill-common';
import { useT } from '../translation/useT';
import { Fact } from './Fact';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  root: { fontSize: 13, marginBottom: theme.spacing(1.5) },
}));

/** Says over a preview that it is not compared with what will run by then, since another Promotion comes first. */
export function AheadNote(props: { gates: Gate[] | undefined }) {
  const classes = useStyles();
  const t = useT();
  const ahead = props.gates?.find(gate => gate.code === 'PromotionRunning');
  if (!ahead) return null;
  return (
    <div className={classes.root} role="status">
      <Fact icon={<StatusIcon sign="waiting" />}>
        {t('dialogs.promote.ahead', { which: ahead.message })}
      </Fact>
    </div>
  );
}
