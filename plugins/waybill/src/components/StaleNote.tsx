import { makeStyles } from '@material-ui/core/styles';
import { useNow } from '../hooks/useNow';
import { formatAgo } from '../model/formatAgo';
import { exactTime } from '../model/exactTime';
import { explainError } from '../model/explainError';
import { useT } from '../translation/useT';
import { Fact } from './Fact';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  root: {
    color: theme.palette.textSubtle,
    fontSize: 13,
    overflowWrap: 'anywhere',
  },
}));

/** Says that what is shown is no longer fresh, since when, and why. */
export function StaleNote(props: {
  live: { error: unknown; updatedAt: number | undefined };
}) {
  const { error, updatedAt } = props.live;
  const classes = useStyles();
  const t = useT();
  const now = useNow();
  if (updatedAt === undefined) return null;
  const { kind, message } = explainError(error);
  const at = new Date(updatedAt).toISOString();
  return (
    <div className={classes.root} role="status">
      <Fact icon={<StatusIcon sign="drift" />}>
        <span title={exactTime(at)}>
          {t(`states.stale.${kind}`, { ago: formatAgo(t, at, now, 'short') })}
        </span>
        <div>{message}</div>
      </Fact>
    </div>
  );
}
