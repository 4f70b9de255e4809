import Typography from '@material-ui/core/Typography';
import {
  ApproverRule,
  AskedReview,
} from '@waybill/backstage-plugin-waybill-common';
import { refName } from '../model/actorName';
import { useT } from '../translation/useT';

const nameOf = ({ role, value }: ApproverRule) => refName(role ?? value ?? '');

/** How many have to approve, and who may. */
export function AskedPeople(props: { asked: AskedReview }) {
  const { approvers, minApprovals } = props.asked;
  const t = useT();
  const required = approvers.filter(rule => rule.required);
  return (
    <Typography variant="body2" paragraph>
      {[
        t('reviews.dialog.wants', { count: minApprovals }),
        approvers.length > 0 &&
          t('reviews.dialog.whom', { whom: approvers.map(nameOf).join(', ') }),
        ...required.map(rule =>
          t('reviews.dialog.required', { whom: nameOf(rule) }),
        ),
      ]
        .filter(Boolean)
        .join(' ')}
    </Typography>
  );
}
