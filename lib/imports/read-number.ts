/** A number as tables write it: thousands may be parted by commas, the decimal sign is a point. */
export function readNumber(text: string | undefined): number {
  const plain = (text ?? '')
    .trim()
    .replace(/^([+-]?\d{1,3}(?:,\d{3})+)(?=$|\.)/, (whole) => whole.replaceAll(',', ''));
  return plain === '' ? Number.NaN : Number(plain);
}
