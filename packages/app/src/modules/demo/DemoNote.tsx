import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    position: 'fixed',
    right: theme.spacing(1),
    bottom: theme.spacing(1),
    zIndex: theme.zIndex.appBar,
    padding: theme.spacing(0.25, 1),
    borderRadius: 4,
    fontSize: 11,
    color: theme.palette.text.primary,
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    pointerEvents: 'none',
  },
}));

/** Says on every page that nothing here is real. */
export function DemoNote() {
  const classes = useStyles();
  return (
    <div className={classes.root} role="note">
      Demo: example data, anyone may be anybody, this machine only
    </div>
  );
}
