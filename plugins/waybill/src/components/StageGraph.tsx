import { makeStyles } from '@material-ui/core/styles';
import { useMemo, useState } from 'react';
import { layOutStages, LayoutNode } from '../model/layOutStages';
import { useT } from '../translation/useT';
import { ControlFlowNode } from './ControlFlowNode';
import { useFreightTab } from './FreightTabContext';
import { Sideways } from './Sideways';
import { StageCard } from './StageCard';
import { StageEdges } from './StageEdges';
import { WarehouseCard } from './WarehouseCard';

/** Pixels; the arrows need some room, and many columns need it more. */
const COLUMN_GAP = 52;
const TIGHT_GAP = 32;
const MANY_COLUMNS = 5;

const useStyles = makeStyles(theme => ({
  graph: {
    position: 'relative',
    display: 'flex',
    alignItems: 'stretch',
    gap: COLUMN_GAP,
    minWidth: 'min-content',
    margin: 0,
    padding: theme.spacing(0.5, 0, 1),
    listStyle: 'none',
  },
  column: {
    position: 'relative',
    flex: '1 1 0',
    minWidth: 204,
    maxWidth: 320,
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    gap: theme.spacing(2.25),
  },
  tight: { gap: TIGHT_GAP },
  narrow: { flex: '0 1 auto', minWidth: 132, maxWidth: 190 },
  passage: { height: 24, flex: 'none' },
}));

/** Warehouses and Stages from left to right, with an arrow for every way Freight can take. */
export function StageGraph() {
  const classes = useStyles();
  const t = useT();
  const { view } = useFreightTab();
  // Not a ref: the arrows must be drawn once the cards are there, also when nothing changes after that.
  const [graph, setGraph] = useState<HTMLDivElement | null>(null);
  const layout = useMemo(
    () => layOutStages(view.warehouses, view.stages),
    [view.warehouses, view.stages],
  );
  return (
    <Sideways label={t('stages.graphLabel')}>
      <div
        className={
          layout.columns.length < MANY_COLUMNS
            ? classes.graph
            : `${classes.graph} ${classes.tight}`
        }
        ref={setGraph}
        role="group"
        aria-label={t('stages.graphLabel')}
      >
        <StageEdges container={graph} layout={layout} />
        {layout.columns.map((column, index) => (
          <div
            key={index}
            className={
              column.every(
                node => node.kind === 'control-flow' || node.kind === 'passage',
              )
                ? `${classes.column} ${classes.narrow}`
                : classes.column
            }
          >
            {column.map(node => (
              <div
                key={node.id}
                data-node={node.id}
                className={
                  node.kind === 'passage' ? classes.passage : undefined
                }
              >
                <Node node={node} />
              </div>
            ))}
          </div>
        ))}
      </div>
    </Sideways>
  );
}

function Node(props: { node: LayoutNode }) {
  const { view } = useFreightTab();
  const { kind, name } = props.node;
  if (kind === 'passage') return null;
  if (kind === 'warehouse') {
    const warehouse = view.warehouses.find(w => w.name === name);
    return warehouse ? <WarehouseCard warehouse={warehouse} /> : null;
  }
  const stage = view.stages.find(s => s.name === name);
  if (!stage) return null;
  return kind === 'stage' ? (
    <StageCard stage={stage} />
  ) : (
    <ControlFlowNode stage={stage} />
  );
}
