import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useState } from 'react';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';
import { SectionHeading } from './SectionHeading';
import { StageGraph } from './StageGraph';
import { StageStack } from './StageStack';
import { StageTable } from './StageTable';

const NARROW = '(max-width: 899.95px)';

/** The Stages: as a graph or a table, stacked where the screen is narrow. */
export function StagesSection() {
  const t = useT();
  const { view } = useFreightTab();
  const narrow = useMediaQuery(NARROW);
  const [shown, setShown] = useState<'graph' | 'table'>('graph');
  const graph = narrow ? <StageStack /> : <StageGraph />;
  return (
    <section aria-labelledby="waybill-stages">
      <SectionHeading id="waybill-stages" title={t('stages.title')}>
        <ButtonGroup size="small" aria-label={t('stages.view.label')}>
          {(['graph', 'table'] as const).map(way => (
            <Button
              key={way}
              style={{ textTransform: 'none' }}
              aria-pressed={shown === way}
              color={shown === way ? 'primary' : 'default'}
              onClick={() => setShown(way)}
            >
              {t(`stages.view.${way}`)}
            </Button>
          ))}
        </ButtonGroup>
      </SectionHeading>
      {view.stages.length === 0 && (
        <Typography>{t('states.noStages')}</Typography>
      )}
      {shown === 'graph' ? graph : <StageTable />}
    </section>
  );
}
