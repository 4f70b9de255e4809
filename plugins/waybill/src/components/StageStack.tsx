import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { layOutStages } from '../model/layOutStages';
import { takesFrom } from '../model/takesFrom';
import { useT } from '../translation/useT';
import { ControlFlowNode } from './ControlFlowNode';
import { useFreightTab } from './FreightTabContext';
import { StageCard } from './StageCard';
import { WarehouseCard } from './WarehouseCard';

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(1.5) },
  from: {
    fontSize: 12,
    color: theme.palette.textSubtle,
    margin: theme.spacing(0, 0, 0.5),
  },
}));

/** The graph for narrow screens: one card below the other, each saying what it takes from. */
export function StageStack() {
  const classes = useStyles();
  const t = useT();
  const { view } = useFreightTab();
  const nodes = layOutStages(view.warehouses, view.stages).columns.flat();
  return (
    <div
      className={classes.root}
      role="group"
      aria-label={t('stages.graphLabel')}
    >
      {nodes.map(node => {
        const warehouse = view.warehouses.find(w => w.name === node.name);
        const stage = view.stages.find(s => s.name === node.name);
        if (node.kind === 'warehouse') {
          return (
            warehouse && <WarehouseCard key={node.id} warehouse={warehouse} />
          );
        }
        if (node.kind === 'passage' || !stage) return null;
        return (
          <div key={node.id}>
            <Typography className={classes.from}>
              <From stage={stage} />
            </Typography>
            {node.kind === 'stage' ? (
              <StageCard stage={stage} />
            ) : (
              <ControlFlowNode stage={stage} />
            )}
          </div>
        );
      })}
    </div>
  );
}

function From(props: { stage: StageView }) {
  const t = useT();
  const sources = takesFrom(props.stage)
    .map(source =>
      source.kind === 'warehouse'
        ? t('stages.table.direct', { warehouse: source.name })
        : source.name,
    )
    .join(', ');
  return <>{`↓ ${t('stages.takesFrom', { sources })}`}</>;
}
