/** One figure of a benchmark: a JSON line on stdout. */
export function figure(name: string, value: number, unit: string, more: Record<string, unknown> = {}): void {
  const rounded = Number(value.toPrecision(4));
  console.log(JSON.stringify({ figure: name, value: rounded, unit, ...more }));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** The value below which `share` of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
