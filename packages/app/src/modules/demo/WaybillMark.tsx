/** The sign of the demo, as in `public/favicon.svg`: three stages on one line. */
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
      <path d="M7 21 L16 16 L25 11" stroke="#fff" strokeWidth={2.4} />
      <circle cx={7} cy={21} r={3} fill="#7fd1b9" />
      <circle cx={16} cy={16} r={3} fill="#ffb74d" />
      <circle cx={25} cy={11} r={3.6} fill="#fff" />
    </svg>
  );
}
