import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useT } from '../translation/useT';
import { ReasonButton } from './ReasonButton';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(1, 3),
  },
}));

/** Says that what was sent may have been done, and what to do about it. */
export function UnansweredNote(props: { onChange: () => void }) {
  const classes = useStyles();
  const t = useT();
  return (
    <div className={classes.root}>
      <Typography variant="body2">{t('dialogs.unanswered.what')}</Typography>
      <ReasonButton variant="outlined" onClick={props.onChange}>
        {t('dialogs.unanswered.change')}
      </ReasonButton>
    </div>
  );
}
