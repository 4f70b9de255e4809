import { makeStyles } from '@material-ui/core/styles';
import { explainError } from '../model/explainError';
import { useT } from '../translation/useT';
import { GateList } from './GateList';

const useStyles = makeStyles(theme => ({
  root: {
    borderLeft: `4px solid ${theme.palette.status.error}`,
    backgroundColor: theme.palette.action.hover,
    padding: theme.spacing(1, 1.5),
    fontSize: 13,
    overflowWrap: 'anywhere',
  },
  title: { fontWeight: 700 },
}));

/** Why something was not done: the API's own sentence, and its gates where it names them. */
export function ErrorNote(props: { error: unknown }) {
  const classes = useStyles();
  const t = useT();
  const { kind, message, gates } = explainError(props.error);
  return (
    <div role="alert" className={classes.root}>
      <div className={classes.title}>{t(`states.error.${kind}`)}</div>
      {message}
      {gates.length > 0 && <GateList gates={gates} />}
    </div>
  );
}
