import { encode } from 'uqr';
import { webWords } from '../../words/web.ts';

/** A QR code of any text, drawn as one path; always dark on white, as scanners expect. */
export function QrCode({ text, label = webWords.qrCode }: { text: string; label?: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const path = data.flatMap((line, y) => line.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      class="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
