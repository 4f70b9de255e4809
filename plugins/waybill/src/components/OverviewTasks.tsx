import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { PipelineView } from '@waybill/backstage-plugin-waybill-common';
import { useMyTasks } from '../hooks/useMyTasks';
import { LivePipeline } from '../hooks/usePipeline';
import { explainError } from '../model/explainError';
import { OpenTask } from '../model/openTasks';
import { freightRouteRef, promotionRouteRef } from '../routes';
import { useT } from '../translation/useT';
import { Fact } from './Fact';
import { StatusIcon } from './StatusIcon';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, paddingLeft: theme.spacing(2.5), fontSize: 14 },
}));

/** What goes on when this person does something, with the way there. */
export function OverviewTasks(props: {
  view: PipelineView;
  index: LivePipeline['index'];
}) {
  const { view, index } = props;
  const classes = useStyles();
  const t = useT();
  const freightPath = useRouteRef(freightRouteRef);
  const promotionPath = useRouteRef(promotionRouteRef);
  const { tasks, error } = useMyTasks(view);
  const words = (task: OpenTask) =>
    t(`overview.task.${task.does}`, {
      version: index.version(task.freight),
      stage: task.stage,
      number: String(task.pullRequest?.number ?? ''),
    });
  if (!tasks && error !== undefined) {
    return (
      <div role="status">
        <Fact icon={<StatusIcon sign="unknown" />}>
          {t('overview.unchecked', { message: explainError(error).message })}
        </Fact>
      </div>
    );
  }
  if (!tasks || tasks.length === 0) {
    return (
      <Typography variant="body2" role="status">
        {t(tasks ? 'overview.nothingWaits' : 'overview.checking')}
      </Typography>
    );
  }
  return (
    <ul className={classes.list} aria-label={t('overview.waits')}>
      {tasks.map(task => (
        <li key={task.stage}>
          <Link
            to={
              task.promotion
                ? promotionPath({ promotionId: task.promotion })
                : freightPath()
            }
          >
            {words(task)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
