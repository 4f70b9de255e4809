import { makeStyles } from '@material-ui/core/styles';
import { explainError } from '../model/explainError';
import { useT } from '../translation/useT';
import { FreightCard } from './FreightCard';
import { useFreightTab } from './FreightTabContext';
import { NoFreight } from './NoFreight';
import { ReasonButton } from './ReasonButton';
import { SectionHeading } from './SectionHeading';
import { Sideways } from './Sideways';

const useStyles = makeStyles(theme => ({
  line: {
    display: 'flex',
    gap: theme.spacing(1.5),
    minWidth: 'min-content',
    padding: theme.spacing(0.25, 0.25, 1),
    margin: 0,
    listStyle: 'none',
    '& > li': { display: 'flex', flex: 'none' },
  },
  older: { alignSelf: 'center' },
}));

/** What there is to carry, newest first. */
export function FreightLine(props: {
  selected: string | undefined;
  onSelect: (freight: string | undefined) => void;
}) {
  const classes = useStyles();
  const t = useT();
  const { pipeline, view } = useFreightTab();
  const { freight, older } = pipeline;
  return (
    <section aria-labelledby="waybill-freight">
      <SectionHeading id="waybill-freight" title={t('freight.title')}>
        {freight.length > 0 && (
          <>
            <span>{t('freight.hint')}</span>
            <span>
              {t('freight.shown', {
                shown: String(freight.length),
                total: String(view.freightTotal),
              })}
            </span>
          </>
        )}
      </SectionHeading>
      {freight.length === 0 && <NoFreight />}
      <Sideways label={t('freight.title')}>
        <ol className={classes.line} aria-labelledby="waybill-freight">
          {freight.map(one => (
            <li key={one.id}>
              <FreightCard
                freight={one}
                selected={one.id === props.selected}
                onSelect={() =>
                  props.onSelect(one.id === props.selected ? undefined : one.id)
                }
              />
            </li>
          ))}
          {older.available && (
            <li className={classes.older}>
              <ReasonButton
                size="small"
                aria-busy={older.loading}
                onClick={older.loading ? undefined : older.load}
              >
                {older.loading ? t('freight.loadingOlder') : t('freight.older')}
              </ReasonButton>
              {older.error !== undefined && (
                <span role="alert">{explainError(older.error).message}</span>
              )}
            </li>
          )}
        </ol>
      </Sideways>
    </section>
  );
}
