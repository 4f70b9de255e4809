import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  ArtifactChangelog,
  Changelog,
} from '@waybill/backstage-plugin-waybill-common';
import { artifactName } from '../model/artifactName';
import { artifactVersions } from '../model/artifactVersions';
import { changelogEntries } from '../model/changelogEntries';
import { useT } from '../translation/useT';
import { ChangelogList } from './ChangelogList';
import { DialogHeading } from './DialogHeading';

const useStyles = makeStyles(theme => ({
  links: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    fontSize: 13,
    marginBottom: theme.spacing(1),
  },
  side: { fontSize: 13, fontWeight: 700, margin: theme.spacing(1, 0, 0.5) },
  subtle: { color: theme.palette.textSubtle, overflowWrap: 'anywhere' },
}));

/** Everything that is known of what changes between two Freights, artifact by artifact. */
export function ChangelogPane(props: { changelog: Changelog }) {
  return (
    <>
      {props.changelog.artifacts.map((artifact, index) => (
        <Artifact key={index} artifact={artifact} />
      ))}
    </>
  );
}

function Artifact(props: { artifact: ArtifactChangelog }) {
  const { artifact } = props;
  const classes = useStyles();
  const t = useT();
  const title = t(`changelog.change.${artifact.change}`, {
    artifact: artifactName(artifact),
    ...artifactVersions(artifact),
  });
  const { comparison, links, problem } = artifact;
  const shown = [
    ...(comparison?.url
      ? [{ title: t('changelog.compare'), url: comparison.url }]
      : []),
    ...links,
  ].filter(link => /^https?:/.test(link.url));
  const sides = [
    { words: t('changelog.comes'), ...changelogEntries([artifact], 'gained') },
    { words: t('changelog.goes'), ...changelogEntries([artifact], 'lost') },
  ].filter(side => side.commits > 0);
  return (
    <section aria-label={title}>
      <DialogHeading>{title}</DialogHeading>
      {shown.length > 0 && (
        <div className={classes.links}>
          {shown.map(link => (
            <Link key={link.title + link.url} to={link.url}>
              {link.title}
            </Link>
          ))}
        </div>
      )}
      {problem !== null && (
        <Typography variant="body2" className={classes.subtle}>
          {problem}
        </Typography>
      )}
      {comparison && sides.length === 0 && (
        <Typography variant="body2" className={classes.subtle}>
          {t('changelog.nothing')}
        </Typography>
      )}
      {sides.map(({ words, entries, more }) => (
        <div key={words}>
          <Typography component="h4" className={classes.side}>
            {words}
          </Typography>
          <ChangelogList entries={entries} />
          {more > 0 && (
            <Typography variant="body2" className={classes.subtle}>
              {t('changelog.more', { count: more })}
            </Typography>
          )}
        </div>
      ))}
    </section>
  );
}
