import { StageView } from '@waybill/backstage-plugin-waybill-common';

const COLORS = [
  '#42a5f5',
  '#fb8c00',
  '#e53935',
  '#8e24aa',
  '#00897b',
  '#c0ca33',
  '#6d4c41',
  '#3949ab',
];

/** The Stage's own colour, else one by its place in the file. Only ever set as a colour, never as a background. */
export function stageColor(stages: StageView[], name: string): string {
  const place = stages.findIndex(stage => stage.name === name);
  return stages[place]?.color ?? COLORS[Math.max(0, place) % COLORS.length];
}
