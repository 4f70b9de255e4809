export { approvalOf, mayApprove } from './approvalOf';
export type {
  Approval,
  ApprovalRules,
  ApprovalVote,
  Approver,
  ApproverRule,
} from './approvalOf';
export { autoPromotionCandidate } from './autoPromotionCandidate';
export { autoPromotionEnabled } from './autoPromotionEnabled';
export { autoPromotionIntent } from './autoPromotionIntent';
export { availabilityGates } from './availabilityGates';
export { codeOfImage } from './codeOfImage';
export type { ImageCode } from './codeOfImage';
export { carriedSteps } from './carriedSteps';
export { currentHealth } from './currentHealth';
export { decideStage } from './decideStage';
export { effectiveHolds } from './effectiveHolds';
export { formatDuration } from './formatDuration';
export { freightAlias } from './freightAlias';
export { freightChanges } from './freightChanges';
export { freightGates } from './freightGates';
export { freightId } from './freightId';
export type { FreightContents } from './freightId';
export { isAutoPromotionOn } from './isAutoPromotionOn';
export { matchStageSelector } from './matchStageSelector';
export { matchesPathFilters } from './matchesPathFilters';
export { newestFirst } from './newestFirst';
export { nextFreight } from './nextFreight';
export { normalizeChartUrl } from './normalizeChartUrl';
export { normalizeGitUrl } from './normalizeGitUrl';
export { normalizeImageUrl } from './normalizeImageUrl';
export { originOf } from './originOf';
export { parseDuration } from './parseDuration';
export { platformFilter } from './platformFilter';
export type { ImagePlatform } from './platformFilter';
export { decisiveStep, promotionPhase } from './promotionPhase';
export { resumePoint } from './resumePoint';
export { readStepAlias } from './readStepAlias';
export type { StepPlace } from './readStepAlias';
export { retryProblem } from './retryProblem';
export { stepName } from './stepName';
export { rollbackTarget } from './rollbackTarget';
export { rolledBackFrom } from './rolledBackFrom';
export { selectSemVerTags } from './selectSemVerTags';
export { semverConstraint } from './semverConstraint';
export { setbackOf } from './setbackOf';
export { soakUntil } from './soakUntil';
export { stageNeedsVerification } from './stageNeedsVerification';
export { tagFilter } from './tagFilter';
export { startCollection } from './startCollection';
export { awaitsVerification } from './verification/awaitsVerification';
export { isVerificationOver } from './verification/isVerificationOver';
export { isVerificationUnsuccessful } from './verification/isVerificationUnsuccessful';
export { supersededVerification } from './verification/supersededVerification';
export { whyUnmarked } from './verification/whyUnmarked';
export { mayMarkVerified } from './verification/mayMarkVerified';
export { nextVerification } from './verification/nextVerification';
export type {
  VerificationSituation,
  VerificationStep,
} from './verification/nextVerification';
export { verificationRequestProblem } from './verification/verificationRequestProblem';
export { verificationHistory } from './verification/verificationHistory';
export { verifiedCondition } from './verification/verifiedCondition';
export type { VerifiedCondition } from './verification/verifiedCondition';
