import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { AskedChangelog } from '../hooks/useChangelog';
import { artifactName } from '../model/artifactName';
import { changelogEntries } from '../model/changelogEntries';
import { explainError } from '../model/explainError';
import { useT } from '../translation/useT';
import { ChangelogList } from './ChangelogList';
import { DialogHeading } from './DialogHeading';
import { ReasonButton } from './ReasonButton';

const MOST_ENTRIES = 3;

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(2) },
  more: { padding: 0, minWidth: 0, fontSize: 13 },
  subtle: { color: theme.palette.textSubtle, overflowWrap: 'anywhere' },
}));

/** The newest of what comes with Freight, or goes away with it; without an answer nothing else is held up. */
export function ChangelogSummary(props: {
  changelog: AskedChangelog;
  /** Shows all of it; undefined: there is no place for that. */
  onMore?: () => void;
}) {
  const { applies, value, error, again } = props.changelog;
  const classes = useStyles();
  const t = useT();
  if (!applies) return null;
  if (error !== undefined) {
    return (
      <div role="status" className={classes.root}>
        <Typography variant="body2" gutterBottom>
          {t('changelog.failed', { message: explainError(error).message })}
        </Typography>
        <ReasonButton size="small" variant="outlined" onClick={again}>
          {t('changelog.again')}
        </ReasonButton>
      </div>
    );
  }
  if (!value) {
    return (
      <div role="status" className={classes.root}>
        <Typography variant="body2" gutterBottom>
          {t('changelog.looking')}
        </Typography>
        <LinearProgress aria-label={t('changelog.looking')} />
      </div>
    );
  }
  const { artifacts } = value;
  const sides = [
    { title: t('changelog.comes'), ...changelogEntries(artifacts, 'gained') },
    { title: t('changelog.goes'), ...changelogEntries(artifacts, 'lost') },
  ].filter(side => side.commits > 0);
  const problems = artifacts.filter(one => one.problem !== null);
  return (
    <div className={classes.root}>
      {sides.map(({ title, entries, more }) => {
        const rest = Math.max(0, entries.length - MOST_ENTRIES) + more;
        const words = t('changelog.more', { count: rest });
        return (
          <section key={title} aria-label={title}>
            <DialogHeading>{title}</DialogHeading>
            <ChangelogList entries={entries.slice(0, MOST_ENTRIES)} />
            {rest > 0 &&
              (props.onMore ? (
                <ReasonButton
                  className={classes.more}
                  variant="text"
                  color="primary"
                  onClick={props.onMore}
                >
                  {words}
                </ReasonButton>
              ) : (
                <Typography variant="body2" className={classes.subtle}>
                  {words}
                </Typography>
              ))}
          </section>
        );
      })}
      {sides.length === 0 && problems.length === 0 && artifacts.length > 0 && (
        <Typography variant="body2" className={classes.subtle}>
          {t('changelog.nothing')}
        </Typography>
      )}
      {problems.map((one, index) => (
        <Typography key={index} variant="body2" className={classes.subtle}>
          {one.comparison
            ? one.problem
            : t('changelog.unknown', {
                artifact: artifactName(one),
                message: one.problem ?? '',
              })}
        </Typography>
      ))}
    </div>
  );
}
