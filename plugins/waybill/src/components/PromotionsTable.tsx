import Paper from '@material-ui/core/Paper';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useT } from '../translation/useT';
import { useFreightTab } from './FreightTabContext';
import { PromotionRow } from './PromotionRow';
import { SectionHeading } from './SectionHeading';
import { Sideways } from './Sideways';

const useStyles = makeStyles(theme => ({
  table: {
    minWidth: 860,
    '& td, & th': {
      fontSize: 13,
      padding: theme.spacing(1, 1.75),
      verticalAlign: 'top',
    },
    '& thead th': {
      color: theme.palette.textSubtle,
      fontWeight: 500,
      whiteSpace: 'nowrap',
    },
  },
}));

const COLUMNS = [
  'when',
  'stage',
  'freight',
  'outcome',
  'by',
  'commit',
  'pullRequest',
] as const;

/** Who promoted what, when and why, and what became of it. */
export function PromotionsTable() {
  const classes = useStyles();
  const t = useT();
  const { view } = useFreightTab();
  return (
    <section aria-labelledby="waybill-promotions">
      <SectionHeading id="waybill-promotions" title={t('promotions.title')} />
      {view.promotions.length === 0 ? (
        <Typography variant="body2">{t('promotions.none')}</Typography>
      ) : (
        <Paper variant="outlined">
          <Sideways label={t('promotions.title')}>
            <Table
              size="small"
              className={classes.table}
              aria-labelledby="waybill-promotions"
            >
              <TableHead>
                <TableRow>
                  {COLUMNS.map(column => (
                    <TableCell key={column} component="th" scope="col">
                      {t(`promotions.column.${column}`)}
                    </TableCell>
                  ))}
                </TableRow>
              </TableHead>
              <TableBody>
                {view.promotions.map(promotion => (
                  <PromotionRow key={promotion.id} promotion={promotion} />
                ))}
              </TableBody>
            </Table>
          </Sideways>
        </Paper>
      )}
    </section>
  );
}
