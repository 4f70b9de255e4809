import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { PromotionView } from '@waybill/backstage-plugin-waybill-common';
import { useState } from 'react';
import { useChangelog } from '../hooks/useChangelog';
import { FreightBefore, useFreightBefore } from '../hooks/useFreightBefore';
import { useId } from '../hooks/useId';
import { explainError } from '../model/explainError';
import { useT } from '../translation/useT';
import { ChangelogPane } from './ChangelogPane';
import { ChangelogSummary } from './ChangelogSummary';
import { useFreightTab } from './FreightTabContext';
import { ReasonButton } from './ReasonButton';
import { SectionHeading } from './SectionHeading';

/** Commits and pull requests that came with a Promotion, against what ran before it. Asked for when somebody wants to see them. */
export function PromotionChangelog(props: { promotion: PromotionView }) {
  const { promotion } = props;
  const t = useT();
  const id = useId();
  const [open, setOpen] = useState(false);
  const before = useFreightBefore(promotion, open);
  return (
    <section aria-labelledby="waybill-changelog">
      <SectionHeading
        id="waybill-changelog"
        title={t('promotions.page.changelog')}
      >
        <ReasonButton
          variant="text"
          color="primary"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {open
            ? t('promotions.page.hideChangelog')
            : t('promotions.page.showChangelog')}
        </ReasonButton>
      </SectionHeading>
      <div id={id}>
        {open && <Opened promotion={promotion} before={before} />}
      </div>
    </section>
  );
}

function Opened(props: { promotion: PromotionView; before: FreightBefore }) {
  const { promotion, before } = props;
  const t = useT();
  const { pipeline } = useFreightTab();
  const changelog = useChangelog(
    promotion.entityRef,
    before.freight,
    promotion.freight,
  );
  const { stage } = promotion;
  if (!before.asked) {
    return (
      <div role="status">
        <LinearProgress aria-label={t('changelog.looking')} />
      </div>
    );
  }
  if (before.freight === undefined) {
    return (
      <Typography variant="body2" role="status">
        {before.error === undefined
          ? t('promotions.page.changelogNone', { stage })
          : t('changelog.failed', {
              message: explainError(before.error).message,
            })}
      </Typography>
    );
  }
  if (!changelog.applies) {
    return (
      <Typography variant="body2" role="status">
        {t('promotions.page.changelogSame', { stage })}
      </Typography>
    );
  }
  return (
    <>
      <Typography variant="body2" paragraph>
        {t('promotions.page.changelogBefore', {
          version: pipeline.index.version(before.freight),
          stage,
        })}
      </Typography>
      {changelog.value ? (
        <ChangelogPane changelog={changelog.value} />
      ) : (
        <ChangelogSummary changelog={changelog} />
      )}
    </>
  );
}
