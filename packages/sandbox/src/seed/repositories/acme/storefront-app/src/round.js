/** Half to even, as the bookkeeping does. */
export const round = cents => {
  const floor = Math.floor(cents);
  const half = cents - floor === 0.5;
  return half && floor % 2 === 0 ? floor : Math.round(cents);
};
