/** 16-bit floats (IEEE 754 binary16), which JavaScript of this Node does not know, as their bits. */

const scratch = new DataView(new ArrayBuffer(4));

/** Exact. */
export function halfToFloat(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}

/** Rounded to the nearest, ties to even; beyond 65504 infinite. */
export function floatToHalf(numbers: Float32Array): Uint16Array {
  return Uint16Array.from(numbers, (number) => {
    scratch.setFloat32(0, number);
    const bits = scratch.getUint32(0);
    const sign = (bits >>> 16) & 0x8000;
    const size = Math.abs(number);
    if (Number.isNaN(number)) return sign | 0x7e00;
    if (size >= 65520) return sign | 0x7c00;
    if (size < 2 ** -14) return sign | roundEven(size * 2 ** 24);
    const exponent = ((bits >>> 23) & 255) - 127;
    // A fraction that rounds up to 1024 carries into the exponent by itself.
    return sign | (((exponent + 15) << 10) + roundEven((size / 2 ** exponent - 1) * 1024));
  });
}

function roundEven(number: number): number {
  const whole = Math.floor(number);
  const rest = number - whole;
  return rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole;
}
