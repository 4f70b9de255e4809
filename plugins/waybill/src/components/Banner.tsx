import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(2),
    borderRadius: 6,
    borderLeftWidth: 4,
    fontSize: 14,
    overflowWrap: 'anywhere',
  },
  error: { borderLeftColor: theme.palette.status.error },
  warning: { borderLeftColor: theme.palette.status.warning },
  info: { borderLeftColor: theme.palette.status.running },
  icon: {
    fontSize: 20,
    lineHeight: '24px',
    display: 'inline-flex',
    height: 24,
    alignItems: 'center',
  },
  title: { fontWeight: 700 },
  body: { minWidth: 0 },
}));

const SIGNS = { error: 'error', warning: 'drift', info: 'waiting' } as const;

/** Something to know before everything else; mostly that something is not as it should be. */
export function Banner(props: {
  severity: keyof typeof SIGNS;
  title: string;
  children?: ReactNode;
}) {
  const classes = useStyles();
  const { severity } = props;
  return (
    <Paper
      variant="outlined"
      className={`${classes.root} ${classes[severity]}`}
      role="group"
      aria-label={props.title}
    >
      <span className={classes.icon} aria-hidden>
        <StatusIcon sign={SIGNS[severity]} />
      </span>
      <div className={classes.body}>
        <Typography component="h2" className={classes.title}>
          {props.title}
        </Typography>
        {props.children}
      </div>
    </Paper>
  );
}
