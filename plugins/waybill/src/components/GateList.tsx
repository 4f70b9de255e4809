import { makeStyles } from '@material-ui/core/styles';
import { Gate } from '@waybill/backstage-plugin-waybill-common';
import { useNow } from '../hooks/useNow';
import { exactTime } from '../model/exactTime';
import { formatDuration } from '../model/formatDuration';
import { useT } from '../translation/useT';
import { Ago } from './Ago';

const useStyles = makeStyles(theme => ({
  root: {
    margin: theme.spacing(0.5, 0, 0),
    paddingLeft: theme.spacing(2.25),
    fontSize: 13,
    lineHeight: 1.5,
    color: theme.palette.textSubtle,
    overflowWrap: 'anywhere',
  },
}));

/** Why not, one reason a line, each with what is left of it where that is known. */
export function GateList(props: { gates: Gate[] }) {
  const classes = useStyles();
  return (
    <ul className={classes.root}>
      {props.gates.map((gate, index) => (
        <li key={`${gate.code} ${index}`}>
          <GateMessage gate={gate} />
        </li>
      ))}
    </ul>
  );
}

/** One gate in words, with what is left of it where its own sentence does not say so. */
export function GateMessage(props: { gate: Gate }) {
  const { code, message, until, since } = props.gate;
  if (!until) {
    return (
      <>
        {message}
        {since && (
          <>
            {' · '}
            <Ago at={since} />
          </>
        )}
      </>
    );
  }
  // The sentence of a soak names the time that is left itself.
  if (code === 'Soaking')
    return <span title={exactTime(until)}>{message}</span>;
  return (
    <>
      {message}
      <TimeLeft until={until} />
    </>
  );
}

/** How long until a known moment; nothing once it is past. */
function TimeLeft(props: { until: string }) {
  const t = useT();
  const now = useNow();
  const left = Date.parse(props.until) - now;
  if (!(left > 0)) return null;
  return (
    <time dateTime={props.until} title={exactTime(props.until)}>
      {' ('}
      {t('stages.left', { duration: formatDuration(t, left, 'short', 'up') })})
    </time>
  );
}
