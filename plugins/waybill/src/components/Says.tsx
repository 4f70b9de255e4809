import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { PipelineView } from '@waybill/backstage-plugin-waybill-common';
import { Fragment, ReactElement } from 'react';
import { useNow } from '../hooks/useNow';
import { actorName } from '../model/actorName';
import { describePipeline } from '../model/describePipeline';
import { formatAgo } from '../model/formatAgo';
import { formatDuration } from '../model/formatDuration';
import { Statement } from '../model/Statement';
import { useT } from '../translation/useT';
import { WaybillT } from '../translation/WaybillT';

const useStyles = makeStyles(theme => ({
  root: {
    fontSize: 18,
    lineHeight: 1.5,
    maxWidth: 960,
    '& strong': { fontWeight: theme.typography.fontWeightBold },
  },
}));

/** How things are, in one or two sentences. */
export function Says(props: { view: PipelineView }) {
  const classes = useStyles();
  const t = useT();
  const now = useNow();
  return (
    <Typography component="p" className={classes.root}>
      {describePipeline(props.view, now).map((statement, index) => (
        <Fragment key={index}>
          {index > 0 && ' '}
          {say(t, statement, now)}
        </Fragment>
      ))}
    </Typography>
  );
}

/** A statement in words, with its names set in bold. */
export function say(
  t: WaybillT,
  statement: Statement,
  now: number,
): ReactElement {
  const names = (list: string[]) => nameList(t, list);
  const left = (until: string) =>
    formatDuration(t, Date.parse(until) - now, 'more', 'up');
  if (statement.kind === 'nothing') {
    return t('says.nothing', { stages: names(statement.stages) });
  }
  if (statement.kind === 'unhealthy') {
    return t('says.unhealthy', {
      stages: names(statement.stages),
      issue: <>{withoutStop(statement.issue)}</>,
    });
  }
  const version = <strong>{statement.version}</strong>;
  switch (statement.kind) {
    case 'everywhere':
      return t('says.everywhere', { version });
    case 'runs':
      return t(`says.runs.${statement.health}`, {
        count: statement.stages.length,
        stages: names(statement.stages),
        version,
        duration: formatDuration(t, now - Date.parse(statement.since), 'long'),
      });
    case 'notVerified':
      return t(`says.notVerified.${statement.phase}`, {
        version,
        stages: names(statement.stages),
        ago: formatAgo(t, statement.at, now, 'long'),
      });
    case 'rolledBack': {
      const { at, by, reason } = statement.setback;
      const words = {
        version,
        stages: names(statement.stages),
        ago: formatAgo(t, at, now, 'long'),
        person: actorName(t, by),
      };
      return reason
        ? t('says.rolledBackWhy', {
            ...words,
            reason: <>{withoutStop(reason)}</>,
          })
        : t('says.rolledBack', words);
    }
    case 'failed':
      return t('says.failed', {
        version,
        stages: names(statement.stages),
        ago: formatAgo(t, statement.at, now, 'long'),
      });
    default:
  }
  const ago =
    statement.arrivedAt && formatAgo(t, statement.arrivedAt, now, 'long');
  switch (statement.kind) {
    case 'soaks': {
      const words = {
        version,
        from: names(statement.from),
        duration: left(statement.until),
      };
      return ago
        ? t('says.soaksNew', { ...words, ago })
        : t('says.soaks', words);
    }
    case 'unverified': {
      const words = {
        version,
        stages: names(statement.stages),
        from: names(statement.from),
      };
      return ago
        ? t('says.unverifiedNew', { ...words, ago })
        : t('says.unverified', words);
    }
    default: {
      const words = { version, stages: names(statement.stages) };
      return ago
        ? t(`says.${statement.kind}New`, { ...words, ago })
        : t(`says.${statement.kind}`, words);
    }
  }
}

/** Our sentence ends with one itself. */
function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, '');
}

function nameList(t: WaybillT, list: string[]): ReactElement {
  const [last, ...rest] = [...list].reverse();
  const bold = <strong>{last}</strong>;
  if (rest.length === 0) return bold;
  const before = rest
    .reverse()
    .map(name => <strong key={name}>{name}</strong>)
    .reduce((first, next) => t('says.comma', { first, last: next }));
  return t('says.and', { first: before, last: bold });
}
