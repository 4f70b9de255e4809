import { useRouteRef } from '@backstage/core-plugin-api';
import { Link } from '@backstage/core-components';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import {
  isVerificationUnsuccessful,
  PromotionSummary,
} from '@waybill/backstage-plugin-waybill-common';
import { MouseEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { verificationSign } from '../model/signs';
import { promotionRouteRef } from '../routes';
import { useT } from '../translation/useT';
import { ActorLabel } from './ActorLabel';
import { Ago } from './Ago';
import { CommitLink } from './CommitLink';
import { Fact } from './Fact';
import { useFreightTab } from './FreightTabContext';
import { Outcome } from './Outcome';
import { PullRequestLink } from './PullRequestLink';
import { StatusIcon } from './StatusIcon';
import { VisuallyHidden } from './VisuallyHidden';

const useStyles = makeStyles(theme => ({
  row: { cursor: 'pointer' },
  by: { minWidth: 180, overflowWrap: 'break-word', wordBreak: 'normal' },
  outcome: { minWidth: 220 },
  nowrap: { whiteSpace: 'nowrap' },
  subtle: { color: theme.palette.textSubtle },
}));

/** One Promotion; the link on its time opens it, and so does a click anywhere on the row. */
export function PromotionRow(props: { promotion: PromotionSummary }) {
  const { promotion } = props;
  const classes = useStyles();
  const t = useT();
  const { pipeline, view } = useFreightTab();
  const navigate = useNavigate();
  const to = useRouteRef(promotionRouteRef)({ promotionId: promotion.id });
  const alias = pipeline.index.get(promotion.freight)?.alias;
  const version = pipeline.index.version(promotion.freight);
  // What the Stage runs by it; the page of the Promotion knows of others as well.
  const stage = view.stages.find(
    it => it.lastPromotion?.id === promotion.id && it.verification !== null,
  );
  const verification = stage?.verification;
  const notVerified =
    promotion.phase === 'Succeeded' &&
    verification &&
    isVerificationUnsuccessful(verification)
      ? verification.phase
      : undefined;
  const openRow = (event: MouseEvent) => {
    // Links inside the row lead where they say; the row is a convenience for the mouse alone.
    if ((event.target as HTMLElement).closest('a')) return;
    navigate(to);
  };
  return (
    <TableRow hover className={classes.row} onClick={openRow}>
      <TableCell className={classes.nowrap}>
        <Link to={to}>
          <Ago at={promotion.createdAt} />
          <VisuallyHidden>
            {`: ${t('promotions.open', { version, stage: promotion.stage })}`}
          </VisuallyHidden>
        </Link>
      </TableCell>
      <TableCell className={classes.nowrap}>{promotion.stage}</TableCell>
      <TableCell>
        <span className={classes.nowrap}>{version}</span>{' '}
        {alias !== version && (
          <span className={`${classes.subtle} ${classes.nowrap}`}>{alias}</span>
        )}
        {promotion.rollback && <strong> {t('promotions.rollback')}</strong>}
      </TableCell>
      <TableCell className={classes.outcome}>
        <Outcome promotion={promotion} brief />
        {notVerified && (
          <Fact icon={<StatusIcon sign={verificationSign(notVerified)} />}>
            {t(`stages.verification.${notVerified}`)}
          </Fact>
        )}
      </TableCell>
      <TableCell className={classes.by}>
        <ActorLabel actor={promotion.createdBy} />
        {promotion.reason && (
          <> {t('promotions.quote', { text: promotion.reason })}</>
        )}
      </TableCell>
      <TableCell className={classes.nowrap}>
        {promotion.commit ? (
          <CommitLink commit={promotion.commit} />
        ) : (
          t('promotions.nothing')
        )}
      </TableCell>
      <TableCell>
        {promotion.pullRequest ? (
          <PullRequestLink pullRequest={promotion.pullRequest} />
        ) : (
          t('promotions.nothing')
        )}
      </TableCell>
    </TableRow>
  );
}
