/** The sign of the demo, as in `public/favicon.svg`. */
export function WaybillMark() {
  return (
    <svg
      width={28}
      height={28}
      viewBox="0 0 32 32"
      aria-hidden
      style={{ flex: 'none' }}
    >
      <rect width={32} height={32} rx={7} fill="#1f5493" />
      <path
        d="M5 10h4l3 11 4-9 4 9 3-11h4"
        fill="none"
        stroke="#fff"
        strokeWidth={2.6}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx={12} cy={25.5} r={1.9} fill="#7fd1b9" />
      <circle cx={20} cy={25.5} r={1.9} fill="#7fd1b9" />
    </svg>
  );
}
