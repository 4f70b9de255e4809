import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { useT } from '../translation/useT';
import { FreightLine } from './FreightLine';
import { FreightPanel } from './FreightPanel';
import { useFreightTab } from './FreightTabContext';
import { PromotionsTable } from './PromotionsTable';
import { RefreshButton } from './RefreshButton';
import { Says } from './Says';
import { StagesSection } from './StagesSection';
import { StaleNote } from './StaleNote';
import { StateBanners } from './StateBanners';

const useStyles = makeStyles(theme => ({
  say: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(3),
    flexWrap: 'wrap',
    justifyContent: 'space-between',
  },
  words: { flex: '1 1 320px', minWidth: 0 },
  act: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-end',
    gap: theme.spacing(0.5),
    maxWidth: 360,
  },
  ignored: {
    fontSize: 12,
    color: theme.palette.textSubtle,
    marginTop: theme.spacing(2),
  },
}));

/** How things are, what there is to carry, where it is, and what was done. */
export function FreightTab() {
  const classes = useStyles();
  const t = useT();
  const { pipeline, view } = useFreightTab();
  const [selected, setSelected] = useState<string>();
  const freight = selected && pipeline.index.get(selected);
  return (
    <>
      <StateBanners />
      <div className={classes.say}>
        <div className={classes.words}>
          <Says view={view} />
        </div>
        <div className={classes.act}>
          <RefreshButton />
          {pipeline.error !== undefined && <StaleNote live={pipeline} />}
        </div>
      </div>
      {view.stages.length === 0 && view.state !== 'ok' ? null : (
        <>
          <FreightLine selected={selected} onSelect={setSelected} />
          {freight && (
            <FreightPanel
              freight={freight}
              onClose={() => setSelected(undefined)}
            />
          )}
          <StagesSection />
          <PromotionsTable />
        </>
      )}
      {view.ignored.length > 0 && (
        <Typography className={classes.ignored}>
          {t('states.ignored', {
            count: view.ignored.length,
            names: view.ignored
              .map(one => `${one.kind} ${one.name}`)
              .join(', '),
          })}
        </Typography>
      )}
    </>
  );
}
