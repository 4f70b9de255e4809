import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import { FreightView } from '@waybill/backstage-plugin-waybill-common';
import { artifactName } from '../model/artifactName';
import { freightVersion } from '../model/freightVersion';
import { useT } from '../translation/useT';
import { Ago } from './Ago';
import { FreightChips } from './FreightChips';

const useStyles = makeStyles(theme => ({
  root: {
    flex: '0 0 206px',
    width: 206,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    justifyContent: 'flex-start',
    textAlign: 'left',
    borderRadius: 6,
    border: `1px solid ${theme.palette.divider}`,
    backgroundColor: theme.palette.background.paper,
    padding: theme.spacing(1.5, 1.5, 1.25),
    '&:hover': { borderColor: theme.palette.textVerySubtle },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.link}`,
      outlineOffset: 1,
    },
  },
  selected: {
    borderColor: theme.palette.link,
    boxShadow: `0 0 0 1px ${theme.palette.link}`,
    '&:hover': { borderColor: theme.palette.link },
  },
  version: { fontSize: 16, fontWeight: 700, overflowWrap: 'anywhere' },
  subtle: { fontSize: 12, color: theme.palette.textSubtle },
  meta: { margin: theme.spacing(0.75, 0, 1) },
}));

/** As many charts are told by name and version beside images, which say what the Freight is called. */
const MOST_NAMED_CHARTS = 2;

/** One Freight of the line; pressing it shows where it can go. */
export function FreightCard(props: {
  freight: FreightView;
  selected: boolean;
  onSelect: () => void;
}) {
  const { freight, selected } = props;
  const classes = useStyles();
  const t = useT();
  const version = freightVersion(freight);
  const carries = [
    freight.images.length > 1 &&
      t('freight.images', { count: freight.images.length }),
    freight.commits.length > 0 &&
      t('freight.commits', { count: freight.commits.length }),
    ...(freight.images.length > 0 && freight.charts.length <= MOST_NAMED_CHARTS
      ? freight.charts.map(
          chart =>
            `${artifactName({ kind: 'chart', change: 'added', to: chart })} ${
              chart.version
            }`,
        )
      : [
          freight.charts.length > 0 &&
            t('freight.charts', { count: freight.charts.length }),
        ]),
  ].filter(Boolean);
  return (
    <ButtonBase
      focusRipple
      className={
        selected ? `${classes.root} ${classes.selected}` : classes.root
      }
      aria-pressed={selected}
      onClick={props.onSelect}
    >
      <span className={classes.version}>{version}</span>
      <span className={classes.subtle}>{freight.alias}</span>
      <span className={`${classes.subtle} ${classes.meta}`}>
        <Ago at={freight.createdAt} />
        {carries.map(part => ` · ${part}`)}
      </span>
      <FreightChips freight={freight} />
    </ButtonBase>
  );
}
