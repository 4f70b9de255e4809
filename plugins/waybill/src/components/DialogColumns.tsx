import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  columns: {
    display: 'grid',
    gridTemplateColumns: '320px minmax(0, 1fr)',
    minHeight: 300,
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: '1fr' },
  },
  left: {
    padding: theme.spacing(2.25, 3),
    borderRight: `1px solid ${theme.palette.divider}`,
    [theme.breakpoints.down('sm')]: { borderRight: 'none' },
  },
  right: { padding: theme.spacing(2.25, 3), minWidth: 0 },
}));

/** What is asked on the left, what would change on the right; one below the other where there is no room. */
export function DialogColumns(props: { left: ReactNode; right: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.columns}>
      <div className={classes.left}>{props.left}</div>
      <div className={classes.right}>{props.right}</div>
    </div>
  );
}
