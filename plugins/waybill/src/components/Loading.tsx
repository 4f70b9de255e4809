import { makeStyles } from '@material-ui/core/styles';
import { useT } from '../translation/useT';

const useStyles = makeStyles(theme => ({
  bone: {
    borderRadius: 6,
    backgroundColor: theme.palette.action.selected,
    animation: '$breathe 1.6s ease-in-out infinite',
    '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
  },
  sentence: { height: 28, maxWidth: 760, marginBottom: theme.spacing(4) },
  line: {
    display: 'flex',
    gap: theme.spacing(1.5),
    overflow: 'hidden',
    marginBottom: theme.spacing(4),
  },
  freight: { flex: '0 0 206px', height: 112 },
  stages: { display: 'flex', gap: 52, overflow: 'hidden' },
  stage: { flex: '1 1 236px', maxWidth: 320, height: 220 },
  '@keyframes breathe': { '50%': { opacity: 0.45 } },
}));

/** The shape of what is on its way. */
export function Loading() {
  const classes = useStyles();
  const t = useT();
  return (
    <div role="status" aria-busy aria-label={t('states.loading')}>
      <div className={`${classes.bone} ${classes.sentence}`} />
      <div className={classes.line}>
        {[1, 2, 3, 4].map(n => (
          <div key={n} className={`${classes.bone} ${classes.freight}`} />
        ))}
      </div>
      <div className={classes.stages}>
        {[1, 2, 3].map(n => (
          <div key={n} className={`${classes.bone} ${classes.stage}`} />
        ))}
      </div>
    </div>
  );
}
