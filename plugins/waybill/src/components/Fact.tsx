import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: '18px minmax(0, 1fr)',
    gap: theme.spacing(0, 1),
    alignItems: 'start',
    fontSize: 13,
    lineHeight: '18px',
    padding: '2px 0',
    overflowWrap: 'anywhere',
  },
  icon: {
    display: 'inline-flex',
    height: 18,
    alignItems: 'center',
    justifyContent: 'center',
    fontSize: 16,
    '& svg': { fontSize: 16 },
  },
}));

/** A line with its sign. The sign is decoration: the words say it all. */
export function Fact(props: { icon: ReactNode; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <span className={classes.icon} aria-hidden>
        {props.icon}
      </span>
      <span>{props.children}</span>
    </div>
  );
}
