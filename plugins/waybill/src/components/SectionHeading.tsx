import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    margin: theme.spacing(3, 0, 1.25),
    minHeight: 30,
  },
  title: {
    fontSize: 13,
    fontWeight: theme.typography.fontWeightBold as number,
    letterSpacing: '0.04em',
    textTransform: 'uppercase',
    color: theme.palette.textSubtle,
    margin: 0,
  },
  right: {
    marginLeft: 'auto',
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    fontSize: 13,
    color: theme.palette.textSubtle,
  },
}));

/** The small capitals above each part of the tab. */
export function SectionHeading(props: {
  title: string;
  id?: string;
  children?: ReactNode;
}) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <Typography component="h2" id={props.id} className={classes.title}>
        {props.title}
      </Typography>
      {props.children && <div className={classes.right}>{props.children}</div>}
    </div>
  );
}
