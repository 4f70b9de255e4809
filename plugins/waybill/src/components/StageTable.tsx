import Paper from '@material-ui/core/Paper';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';
import { Sideways } from './Sideways';
import { StageTableRow } from './StageTableRow';

const useStyles = makeStyles(theme => ({
  table: {
    minWidth: 860,
    '& td, & th': {
      fontSize: 13,
      verticalAlign: 'top',
      padding: theme.spacing(1.25, 1.75),
    },
    '& thead th': {
      color: theme.palette.textSubtle,
      fontWeight: 500,
      whiteSpace: 'nowrap',
    },
  },
}));

const COLUMNS = ['stage', 'takes', 'runs', 'state', 'next', 'actions'] as const;

/** The same as the graph, one Stage a row. */
export function StageTable() {
  const classes = useStyles();
  const t = useT();
  const { view } = useFreightTab();
  return (
    <Paper variant="outlined">
      <Sideways label={t('stages.table.label')}>
        <Table
          size="small"
          className={classes.table}
          aria-label={t('stages.table.label')}
        >
          <TableHead>
            <TableRow>
              {COLUMNS.map(column => (
                <TableCell key={column} scope="col" component="th">
                  {t(`stages.table.${column}`)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {view.stages.map(stage => (
              <StageTableRow key={stage.name} stage={stage} />
            ))}
          </TableBody>
        </Table>
      </Sideways>
    </Paper>
  );
}
