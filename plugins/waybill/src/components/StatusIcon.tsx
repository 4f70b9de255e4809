import { makeStyles } from '@material-ui/core/styles';
import AutorenewIcon from '@material-ui/icons/Autorenew';
import BlockIcon from '@material-ui/icons/Block';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import CheckIcon from '@material-ui/icons/Check';
import ErrorIcon from '@material-ui/icons/Error';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import PauseCircleFilledIcon from '@material-ui/icons/PauseCircleFilled';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import ScheduleIcon from '@material-ui/icons/Schedule';
import SkipNextIcon from '@material-ui/icons/SkipNext';
import WarningIcon from '@material-ui/icons/Warning';

/** What a sign stands for, whatever it is a sign of. */
export type Sign =
  | 'ok'
  | 'check'
  | 'running'
  | 'auto'
  | 'waiting'
  | 'drift'
  | 'error'
  | 'unknown'
  | 'held'
  | 'stopped'
  | 'skipped'
  | 'none';

const ICONS = {
  ok: CheckCircleIcon,
  check: CheckIcon,
  running: AutorenewIcon,
  auto: AutorenewIcon,
  waiting: ScheduleIcon,
  drift: WarningIcon,
  error: ErrorIcon,
  unknown: HelpOutlineIcon,
  held: PauseCircleFilledIcon,
  stopped: BlockIcon,
  skipped: SkipNextIcon,
  none: RadioButtonUncheckedIcon,
};

const useStyles = makeStyles(theme => ({
  ok: { color: theme.palette.status.ok },
  check: { color: theme.palette.status.ok },
  running: { color: theme.palette.status.running },
  auto: { color: theme.palette.textSubtle },
  waiting: { color: theme.palette.status.warning },
  drift: { color: theme.palette.status.warning },
  error: { color: theme.palette.status.error },
  unknown: { color: theme.palette.textSubtle },
  held: { color: theme.palette.status.warning },
  stopped: { color: theme.palette.status.aborted },
  skipped: { color: theme.palette.textSubtle },
  none: { color: theme.palette.textSubtle },
  turning: {
    animation: '$turn 2s linear infinite',
    '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
  },
  '@keyframes turn': { to: { transform: 'rotate(360deg)' } },
}));

/** A sign with its own shape, so that it does not depend on seeing colours; words always stand beside it. */
export function StatusIcon(props: { sign: Sign }) {
  const classes = useStyles();
  const Icon = ICONS[props.sign];
  return (
    <Icon
      aria-hidden
      fontSize="inherit"
      className={
        props.sign === 'running'
          ? `${classes.running} ${classes.turning}`
          : classes[props.sign]
      }
    />
  );
}
