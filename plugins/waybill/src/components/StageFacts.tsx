import { StageView } from '@waybill/backstage-plugin-waybill-common';
import { useNow } from '../hooks/useNow';
import { StageAccess } from '../hooks/useStageAccess';
import { exactTime } from '../model/exactTime';
import { formatDuration } from '../model/formatDuration';
import { healthSign, syncSign } from '../model/signs';
import { soakOf } from '../model/soakOf';
import { useT } from '../translation/useT';
import { AutoPromotion } from './AutoPromotion';
import { Fact } from './Fact';
import { useFreightTab } from './FreightTabContext';
import { LastPromotion } from './LastPromotion';
import { SoakRing } from './SoakRing';
import { StageVerification } from './StageVerification';
import { StatusIcon } from './StatusIcon';

/** Health, drift, verification, soak, auto-promotion: each with a sign and in words. */
export function StageFacts(props: { stage: StageView; access: StageAccess }) {
  const { stage } = props;
  const t = useT();
  const now = useNow();
  const { view } = useFreightTab();
  const { queue } = stage;
  const empty = stage.current.length === 0;
  const soak = soakOf(stage, view.stages, now);
  const drift = stage.sync.status === 'OutOfSync';
  const plainSync = !drift && stage.sync.status !== 'NotApplicable';
  return (
    <div>
      {!empty && (
        <Fact icon={<StatusIcon sign={healthSign(stage.health.status)} />}>
          {t(`stages.health.${stage.health.status}`)}
          {plainSync && (
            <>
              {' '}
              · {t(`stages.sync.${stage.sync.status as 'Synced' | 'Unknown'}`)}
            </>
          )}
          {stage.health.issues.map(issue => (
            <div key={issue}>{issue}</div>
          ))}
        </Fact>
      )}
      {!empty && drift && (
        <Fact icon={<StatusIcon sign={syncSign(stage.sync.status)} />}>
          {t('stages.sync.OutOfSync')}
        </Fact>
      )}
      {!empty && <StageVerification {...props} />}
      {soak && (
        <Fact icon={<SoakRing done={soak.done} />}>
          <time dateTime={soak.until} title={exactTime(soak.until)}>
            {t('stages.soaking', {
              duration: formatDuration(
                t,
                Date.parse(soak.until) - now,
                'short',
                'up',
              ),
            })}
          </time>
        </Fact>
      )}
      <LastPromotion stage={stage} />
      <AutoPromotion {...props} />
      {queue && queue.order === 'NewestWins' && (
        <Fact icon={<StatusIcon sign="none" />}>{t('stages.newestWins')}</Fact>
      )}
      {queue && queue.lockGroups.length > 0 && (
        <Fact icon={<StatusIcon sign="none" />}>
          {t('stages.locks', { groups: queue.lockGroups.join(', ') })}
        </Fact>
      )}
    </div>
  );
}
