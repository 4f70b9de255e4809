import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { useNow } from '../hooks/useNow';
import { formatDuration } from '../model/formatDuration';
import { useT } from '../translation/useT';
import { Ago } from './Ago';
import { Banner } from './Banner';
import { useFreightTab } from './FreightTabContext';

const useStyles = makeStyles(theme => ({
  errors: { margin: theme.spacing(0.5, 0), paddingLeft: theme.spacing(2.5) },
  place: { fontFamily: 'monospace', fontSize: 13 },
  subtle: { color: theme.palette.textSubtle, fontSize: 13 },
}));

/** Whatever keeps the pipeline from being read, or Warehouses from looking. */
export function StateBanners() {
  const t = useT();
  const now = useNow();
  const { view } = useFreightTab();
  const hasLastGood = view.stages.length > 0;
  // Bound to its entity a moment ago: nothing has gone wrong.
  const isUnread = view.source.readAt === null && view.errors.length === 0;
  const until = (at: string | null) => {
    const left = at ? Date.parse(at) - now : 0;
    return left > 0
      ? t('states.warehouseError.in', {
          duration: formatDuration(t, left, 'long', 'up'),
        })
      : t('states.warehouseError.soon');
  };
  return (
    <>
      {view.state === 'invalid' && (
        <Banner severity="error" title={t('states.invalid.title')}>
          <div>
            {t(
              hasLastGood ? 'states.invalid.lastGood' : 'states.invalid.noGood',
            )}
          </div>
          <Errors />
        </Banner>
      )}
      {view.state === 'unreadable' && isUnread && (
        <Banner severity="info" title={t('states.unread.title')}>
          {t('states.unread.text')}
        </Banner>
      )}
      {view.state === 'unreadable' && !isUnread && (
        <Banner severity="error" title={t('states.unreadable.title')}>
          <div>
            {t(
              hasLastGood
                ? 'states.unreadable.lastGood'
                : 'states.unreadable.noGood',
            )}
          </div>
          <Errors />
        </Banner>
      )}
      {view.state === 'orphaned' && (
        <Banner severity="warning" title={t('states.orphaned.title')}>
          <div>{t('states.orphaned.text')}</div>
          <Errors />
        </Banner>
      )}
      {view.warehouses
        .filter(warehouse => warehouse.error)
        .map(warehouse => (
          <Banner
            key={warehouse.name}
            severity="warning"
            title={t('states.warehouseError.title', { name: warehouse.name })}
          >
            <div>{warehouse.error}</div>
            <div>
              {t('states.warehouseError.text', {
                when: until(warehouse.nextCheckAt),
              })}
            </div>
          </Banner>
        ))}
    </>
  );
}

function Errors() {
  const classes = useStyles();
  const t = useT();
  const { view } = useFreightTab();
  const { url, readAt } = view.source;
  return (
    <>
      <ul className={classes.errors}>
        {view.errors.map((error, index) => (
          <li key={index}>
            {error.message}{' '}
            <span className={classes.place}>
              {t('states.invalid.place', {
                file: error.file,
                line: String(error.line),
                column: String(error.column),
              })}
            </span>
          </li>
        ))}
      </ul>
      <div className={classes.subtle}>
        {t('states.invalid.source')}{' '}
        {/^https?:/.test(url) ? <Link to={url}>{url}</Link> : url}
        {readAt && (
          <>
            {' · '}
            {t('states.invalid.readAt', { ago: <Ago at={readAt} /> })}
          </>
        )}
      </div>
    </>
  );
}
