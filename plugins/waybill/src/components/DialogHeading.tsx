import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    fontSize: 12,
    fontWeight: 700,
    textTransform: 'uppercase',
    letterSpacing: '0.04em',
    color: theme.palette.textSubtle,
    margin: theme.spacing(2, 0, 1),
    '&:first-child': { marginTop: 0 },
  },
}));

/** The small capitals inside a dialog. */
export function DialogHeading(props: { id?: string; children: string }) {
  const classes = useStyles();
  return (
    <Typography component="h3" id={props.id} className={classes.root}>
      {props.children}
    </Typography>
  );
}
