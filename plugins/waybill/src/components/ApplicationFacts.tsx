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
        </Fact>
      ))}
    </>
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
