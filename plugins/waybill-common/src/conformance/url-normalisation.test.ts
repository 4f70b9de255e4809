import { normalizeChartUrl } from '../rules/normalizeChartUrl';
import { normalizeGitUrl } from '../rules/normalizeGitUrl';
import { normalizeImageUrl } from '../rules/normalizeImageUrl';
import {
  ConformanceCase,
  describeConformance,
} from '../__testUtils__/describeConformance';

interface Case extends ConformanceCase {
  kind: 'git' | 'image' | 'chart';
  input: string;
  expect: string;
}

const NORMALIZE: Record<Case['kind'], (url: string) => string> = {
  git: normalizeGitUrl,
  image: normalizeImageUrl,
  chart: normalizeChartUrl,
};

describeConformance<Case>('url-normalisation.json', {
  answer: ({ kind, input }) => NORMALIZE[kind](input),
});
