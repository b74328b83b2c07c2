/** Own random numbers (sfc32), so that a seed gives the same run everywhere and the state can be kept in a checkpoint. */
export class Random {
  private constructor(private readonly words: Uint32Array) {}

  /** @param seed any number or text; texts let every weight have its own stream, whatever the order. */
  static from(seed: number | string): Random {
    const words = Uint32Array.of(0x9e3779b9, 0x243f6a88, 0xb7e15162, 1);
    for (const letter of String(seed)) {
      words[0] = Math.imul(words[0]! ^ letter.codePointAt(0)!, 0x01000193);
      words[1] = Math.imul(words[1]! + words[0]!, 0x85ebca6b);
    }
    const random = new Random(words);
    for (let i = 0; i < 15; i++) random.word();
    return random;
  }

  static fromState(state: readonly number[]): Random {
    return new Random(Uint32Array.from(state));
  }

  get state(): number[] {
    return [...this.words];
  }

  /** The next 32 bits. */
  word(): number {
    const s = this.words;
    const sum = (s[0]! + s[1]! + s[3]!) >>> 0;
    s[3] = s[3]! + 1;
    s[0] = s[1]! ^ (s[1]! >>> 9);
    s[1] = s[2]! + (s[2]! << 3);
    s[2] = ((s[2]! << 21) | (s[2]! >>> 11)) + sum;
    return sum;
  }

  /** At least 0, below 1, in steps of 2^-32. */
  uniform(): number {
    return this.word() / 2 ** 32;
  }

  /** Mean 0, standard deviation 1 (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** A whole number from 0 to `below` - 1. */
  below(below: number): number {
    return Math.floor(this.uniform() * below);
  }

  /** 0 to `length` - 1 in random order (Fisher and Yates). */
  permutation(length: number): Int32Array {
    const order = Int32Array.from({ length }, (_, i) => i);
    for (let i = length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    return order;
  }
}
