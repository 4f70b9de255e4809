import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { LiveApplicationView } from '@waybill/backstage-plugin-waybill-common';
import { resourceName } from '../model/resourceName';
import { useT } from '../translation/useT';
import { DialogHeading } from './DialogHeading';
import { LinkedText } from './LinkedText';
import { ResourceDiff } from './ResourceDiff';

const useStyles = makeStyles(theme => ({
  notes: {
    margin: theme.spacing(0, 0, 1.5),
    paddingLeft: theme.spacing(2.5),
    fontSize: 13,
    lineHeight: 1.5,
    color: theme.palette.textSubtle,
    overflowWrap: 'anywhere',
  },
}));

/** How what runs in the cluster would change: Application by Application, resource by resource. */
export function LivePane(props: { live: LiveApplicationView[] }) {
  const classes = useStyles();
  const t = useT();
  return (
    <>
      {props.live.map(one => (
        <section
          key={`${one.namespace}/${one.application}`}
          aria-label={one.application}
        >
          <DialogHeading>{one.application}</DialogHeading>
          {/* A note says why it was not compared. */}
          {(one.comparedWith !== null || one.notes.length === 0) && (
            <Typography variant="body2" gutterBottom>
              {one.problem ?? t(`dialogs.promote.live.${comparedKey(one)}`)}
            </Typography>
          )}
          {one.notes.length > 0 && (
            <ul className={classes.notes}>
              {one.notes.map(note => (
                <li key={note}>
                  <LinkedText text={note} />
                </li>
              ))}
            </ul>
          )}
          {one.resources.map(resource => (
            <ResourceDiff
              key={resourceName(resource) + resource.apiVersion}
              resource={resource}
            />
          ))}
        </section>
      ))}
    </>
  );
}

function comparedKey({ comparedWith, resources }: LiveApplicationView) {
  if (comparedWith === null) return 'notCompared';
  if (comparedWith === 'target') {
    return resources.length > 0 ? 'target' : 'targetSame';
  }
  return resources.length > 0 ? 'planned' : 'plannedSame';
}
