import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { ChangelogEntry } from '../model/changelogEntries';
import { useT } from '../translation/useT';
import { Ago } from './Ago';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0, fontSize: 13 },
  entry: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: theme.spacing(2),
    margin: theme.spacing(0.5, 0),
  },
  title: { minWidth: 0, flex: '1 1 240px', overflowWrap: 'anywhere' },
  subtle: { color: theme.palette.textSubtle },
}));

/** Pull requests, and commits that came with none: what, by whom, when. */
export function ChangelogList(props: { entries: ChangelogEntry[] }) {
  const classes = useStyles();
  const t = useT();
  return (
    <ul className={classes.list}>
      {props.entries.map(entry => (
        <li key={entry.key} className={classes.entry}>
          <span className={classes.title}>
            {entry.url && /^https?:/.test(entry.url) ? (
              <Link to={entry.url}>{entry.title}</Link>
            ) : (
              entry.title
            )}
          </span>
          <span className={classes.subtle}>
            {entry.number !== undefined && (
              <>
                {t('changelog.pullRequest', { number: String(entry.number) })}
                {' · '}
              </>
            )}
            {entry.author && <>{entry.author} · </>}
            <Ago at={entry.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
