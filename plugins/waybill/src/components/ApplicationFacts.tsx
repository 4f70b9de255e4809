import { makeStyles } from '@material-ui/core/styles';
import { LiveApplicationView } from '@waybill/backstage-plugin-waybill-common';
import { useT } from '../translation/useT';
import { DialogHeading } from './DialogHeading';
import { Fact } from './Fact';
import { Sign, StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  subtle: { color: theme.palette.textSubtle },
}));

/** How the Applications that would be synced stand now, and which of them could not be synced as they are. */
export function ApplicationFacts(props: {
  live: LiveApplicationView[] | undefined;
}) {
  const classes = useStyles();
  const t = useT();
  const { live } = props;
  if (!live?.length) return null;
  return (
    <>
      <DialogHeading>{t('dialogs.promote.live.applications')}</DialogHeading>
      {live.map(one => (
        <Fact
          key={`${one.namespace}/${one.application}`}
          icon={<StatusIcon sign={signOf(one)} />}
        >
          {one.application}
          <div className={classes.subtle}>
            {one.problem ??
              t('dialogs.promote.live.stands', {
                health: one.health ?? t('dialogs.promote.live.noHealth'),
                sync: one.sync ?? t('dialogs.promote.live.noSync'),
              })}
          </div>
          <Drift application={one} />
        </Fact>
      ))}
    </>
  );
}

/** What somebody or something has changed past Git. */
function Drift(props: { application: LiveApplicationView }) {
  const classes = useStyles();
  const t = useT();
  const { comparedWith, resources } = props.application;
  const drifted = resources.filter(one => one.drifted);
  if (drifted.length === 0) return null;
  const [{ kind, name }] = drifted;
  const words =
    comparedWith === 'planned'
      ? 'dialogs.promote.live.overwrites'
      : 'dialogs.promote.live.drift';
  return (
    <div className={classes.subtle}>
      {t(words, { count: drifted.length, resource: `${kind} ${name}` })}
    </div>
  );
}

function signOf({ problem, health, sync }: LiveApplicationView): Sign {
  if (problem !== null) return 'error';
  switch (health) {
    case 'Healthy':
      return sync === 'OutOfSync' ? 'drift' : 'ok';
    case 'Progressing':
    case 'Suspended':
      return 'running';
    case 'Degraded':
    case 'Missing':
      return 'error';
    default:
      return 'unknown';
  }
}
