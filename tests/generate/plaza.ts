/**
 * Makes the sample picture of persons on a square, public/samples/plaza.jpg: a scene of signed distance functions
 * (https://iquilezles.org/articles/distfunctions), drawn by sphere tracing. Nothing in it is a photograph, so it may be
 * passed on. Run: npx tsx tests/generate/plaza.ts OUT.jpg [WIDTH]
 */
import sharp from 'sharp';
import { Random } from '@/lib/nn/random';

type V = [number, number, number];
const add = (a: V, b: V): V => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const sub = (a: V, b: V): V => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const mul = (a: V, s: number): V => [a[0] * s, a[1] * s, a[2] * s];
const dot = (a: V, b: V) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const norm = (a: V): V => mul(a, 1 / Math.hypot(...a));
const cross = (a: V, b: V): V => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const clamp = (x: number, low = 0, high = 1) => Math.min(high, Math.max(low, x));
const mix = (a: V, b: V, t: number): V => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

/** Smooth noise of a point, -1 to 1: random values at whole coordinates, blended. */
function noise(x: number, y: number, z: number): number {
  const hash = (i: number, j: number, k: number) => {
    let h = (i * 374761393 + j * 668265263 + k * 1274126177) | 0;
    h = Math.imul(h ^ (h >>> 13), 1103515245);
    return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1;
  };
  const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const ease = (t: number) => t * t * (3 - 2 * t);
  const [u, v, w] = [ease(x - i), ease(y - j), ease(z - k)];
  let sum = 0;
  for (let c = 0; c < 8; c++) {
    const [a, b, d] = [c & 1, (c >> 1) & 1, c >> 2];
    sum += hash(i + a, j + b, k + d) * (a ? u : 1 - u) * (b ? v : 1 - v) * (d ? w : 1 - w);
  }
  return sum;
}
const rough = (p: V, scale: number) =>
  noise(p[0] * scale, p[1] * scale, p[2] * scale) +
  0.5 * noise(p[0] * scale * 2.1, p[1] * scale * 2.1, p[2] * scale * 2.1);

// Parts of a body: rounded cones from a to b, in metres; x to the person's left, y forward, z up.
interface Part {
  a: V;
  b: V;
  ra: number;
  rb: number;
  /** Flattened from front to back by this. */
  flat: number;
  colour: V;
  cloth: boolean;
  /** Parts of one group melt into each other. */
  group: number;
}

interface Person {
  at: [number, number];
  turn: number;
  height: number;
  parts: Part[];
}

function capsule(p: V, { a, b, ra, rb, flat }: Part): number {
  const q: V = [p[0] - a[0], (p[1] - a[1]) * flat, p[2] - a[2]];
  const d: V = [b[0] - a[0], (b[1] - a[1]) * flat, b[2] - a[2]];
  const t = clamp(dot(q, d) / Math.max(1e-9, dot(d, d)));
  return (Math.hypot(q[0] - d[0] * t, q[1] - d[1] * t, q[2] - d[2] * t) - (ra + (rb - ra) * t)) / flat;
}

const smooth = (a: number, b: number, k: number) => {
  const h = clamp(0.5 + (0.5 * (b - a)) / k);
  return b + (a - b) * h - k * h * (1 - h);
};

interface Look {
  skin: V;
  hair: V;
  top: V;
  bottom: V;
  shoes: V;
  long: boolean;
  skirt: boolean;
  bag?: V;
}

/** A body of 1.75 m, walking with that stride (0: standing), arms swinging against the legs. */
function body(look: Look, stride: number, bend: number): Part[] {
  const { skin, hair, top, bottom, shoes } = look;
  const part = (
    a: V,
    b: V,
    ra: number,
    rb: number,
    colour: V,
    group: number,
    flat = 1,
    cloth = true,
  ): Part => ({ a, b, ra, rb, colour, group, flat, cloth });
  const parts: Part[] = [];
  for (const side of [-1, 1]) {
    const s = stride * side;
    const hip: V = [0.09 * side, 0, 0.92];
    const knee: V = [0.1 * side, s * 0.24 + 0.03, 0.5];
    const ankle: V = [0.1 * side, s * 0.36 - (s < 0 ? 0.1 : 0) - 0.01, s < 0 ? 0.13 : 0.09];
    parts.push(
      part(hip, knee, 0.092, 0.066, bottom, 1),
      part(knee, ankle, 0.064, 0.048, look.skirt ? skin : bottom, 1),
    );
    parts.push(
      part(
        add(ankle, [0, -0.03, -0.045]),
        add(ankle, [0.015 * side, 0.15, -0.06]),
        0.045,
        0.036,
        shoes,
        2,
        1,
        false,
      ),
    );
    const shoulder: V = [0.185 * side, -0.01, 1.43];
    const elbow: V = [0.235 * side, -s * 0.13 - 0.03, 1.14];
    const wrist: V = [0.225 * side, -s * 0.22 + 0.06 + bend * 0.14, 0.9 + bend * 0.12];
    parts.push(part(shoulder, elbow, 0.062, 0.047, top, 3));
    parts.push(part(elbow, wrist, 0.046, 0.034, look.long ? top : skin, 4, 1, look.long));
    parts.push(
      part(add(wrist, [0, 0.01, -0.03]), add(wrist, [0, 0.03, -0.11]), 0.036, 0.026, skin, 4, 1, false),
    );
  }
  parts.push(part([0, 0, 0.93], [0, 0, 1.1], 0.15, 0.14, look.skirt ? bottom : top, 3, 1.45));
  parts.push(part([0, 0, 1.08], [0, -0.01, 1.36], 0.145, 0.165, top, 3, 1.45));
  parts.push(part([-0.14, -0.01, 1.43], [0.14, -0.01, 1.43], 0.075, 0.075, top, 3, 1.1));
  if (look.skirt) parts.push(part([0, 0, 0.95], [0, 0, 0.62], 0.15, 0.22, bottom, 1, 1.25));
  parts.push(part([0, 0, 1.46], [0, 0.015, 1.57], 0.055, 0.052, skin, 5, 1, false));
  parts.push(part([0, 0.015, 1.6], [0, 0.02, 1.67], 0.078, 0.092, skin, 5, 0.95, false));
  parts.push(part([0, 0.1, 1.625], [0, 0.112, 1.61], 0.014, 0.018, skin, 5, 1, false));
  parts.push(
    part(
      [0, -0.012, 1.69],
      [0, -0.03, look.skirt ? 1.5 : 1.66],
      0.1,
      look.skirt ? 0.085 : 0.09,
      hair,
      6,
      0.95,
      true,
    ),
  );
  if (look.bag) parts.push(part([0.27, 0, 1.0], [0.27, 0, 0.8], 0.09, 0.11, look.bag, 7, 1.6, false));
  return parts;
}

const SKINS: V[] = [
  [0.87, 0.66, 0.53],
  [0.78, 0.57, 0.44],
  [0.91, 0.72, 0.6],
  [0.55, 0.38, 0.28],
];
const HAIRS: V[] = [
  [0.05, 0.04, 0.035],
  [0.12, 0.075, 0.05],
  [0.3, 0.29, 0.28],
  [0.07, 0.05, 0.05],
];
const TOPS: V[] = [
  [0.72, 0.12, 0.12],
  [0.12, 0.22, 0.45],
  [0.82, 0.8, 0.76],
  [0.16, 0.36, 0.25],
  [0.2, 0.2, 0.22],
  [0.75, 0.55, 0.2],
  [0.45, 0.6, 0.75],
];
const BOTTOMS: V[] = [
  [0.1, 0.13, 0.24],
  [0.15, 0.15, 0.16],
  [0.45, 0.38, 0.28],
  [0.25, 0.28, 0.33],
];

/** x (metres right), y (metres away), turn (0: walks to the camera), stride. */
const PLACES: [number, number, number, number][] = [
  [-2.35, 6.2, 0.5, 0.9],
  [-1.35, 6.9, -0.2, 0.7],
  [0.35, 5.6, 2.7, 0.95],
  [2.1, 6.6, 1.4, 0.9],
  [3.1, 8.6, -1.5, 0.8],
  [0.1, 10.2, 3.1, 0.8],
  [-3.9, 10.4, 1.5, 0.9],
  [1.75, 12.2, 0.1, 0.3],
  [2.45, 12.4, -0.6, 0],
  [-1.5, 13.8, 2.2, 0.9],
  [5.2, 13.0, -1.7, 0.8],
];

function persons(random: Random): Person[] {
  const pick = (list: V[]) => list[random.below(list.length)]!;
  return PLACES.map(([x, y, turn, stride], i) => {
    const look: Look = {
      skin: SKINS[i % SKINS.length]!,
      hair: pick(HAIRS),
      top: TOPS[i % TOPS.length]!,
      bottom: pick(BOTTOMS),
      shoes: i % 3 === 0 ? [0.85, 0.85, 0.83] : [0.06, 0.05, 0.05],
      long: i % 3 !== 1,
      skirt: i % 4 === 1,
      bag: i % 5 === 3 ? [0.35, 0.16, 0.08] : undefined,
    };
    return {
      at: [x, y],
      turn,
      height: 1.6 + 0.2 * random.uniform(),
      parts: body(look, i % 2 ? stride : -stride, random.uniform()),
    };
  });
}

interface Hit {
  distance: number;
  colour: V;
  cloth: boolean;
  kind: 'ground' | 'person' | 'tree' | 'trunk' | 'wall' | 'bench';
}

const TREES: [number, number, number][] = [
  [-7.5, 17, 1],
  [-2.9, 19, 0.9],
  [6.8, 18, 1.1],
  [10.5, 20, 1],
  [-12, 20, 1.1],
];
const WALL = 26;

function scene(people: Person[]) {
  const local = (p: V, { at, turn, height }: Person): V => {
    const s = 1.75 / height;
    const [x, y] = [p[0] - at[0], p[1] - at[1]];
    // Turn 0 faces the camera, which looks along +y.
    const [c, n] = [Math.cos(turn + Math.PI), Math.sin(turn + Math.PI)];
    return [(x * c + y * n) * s, (-x * n + y * c) * s, p[2] * s];
  };
  const personAt = (p: V, person: Person): { distance: number; part: Part } => {
    const q = local(p, person);
    const groups = new Map<number, number>();
    let nearest = person.parts[0]!;
    let least = Infinity;
    for (const part of person.parts) {
      const d = capsule(q, part);
      const before = groups.get(part.group);
      groups.set(part.group, before === undefined ? d : smooth(before, d, 0.05));
      if (d < least) [least, nearest] = [d, part];
    }
    let distance = Infinity;
    for (const d of groups.values()) distance = distance === Infinity ? d : smooth(distance, d, 0.012);
    // Folds of the cloth.
    if (nearest.cloth && distance < 0.05) distance += 0.006 * rough([q[0] * 1.6, q[1] * 1.6, q[2]], 11);
    return { distance: (distance * person.height) / 1.75, part: nearest };
  };
  /** Distance to the nearest surface, and what it is where `wanted`. */
  return (p: V, wanted: boolean): Hit => {
    let distance = p[2];
    let hit: Hit = { distance, colour: [0.5, 0.49, 0.47], cloth: false, kind: 'ground' };
    const take = (d: number, colour: V, kind: Hit['kind'], cloth = false) => {
      if (d >= distance) return;
      distance = d;
      if (wanted) hit = { distance, colour, cloth, kind };
    };
    take(WALL - p[1], [0.62, 0.55, 0.48], 'wall');
    for (const [x, y, s] of TREES) {
      const far = Math.hypot(p[0] - x, p[1] - y, p[2] - 3.4) - 3.2 * s;
      if (far > 0.6) {
        if (far < distance) take(far, [0.2, 0.3, 0.1], 'tree');
        const trunk = Math.hypot(p[0] - x, p[1] - y) - 0.16;
        if (p[2] < 3) take(trunk, [0.25, 0.19, 0.14], 'trunk');
        continue;
      }
      const crown =
        Math.hypot(p[0] - x, p[1] - y, (p[2] - 4.1) * 1.1) -
        1.9 * s +
        0.55 * rough(p, 1.3) +
        0.22 * rough(p, 4.5);
      take(crown * 0.55, [0.2, 0.32, 0.1], 'tree');
      take(Math.max(Math.hypot(p[0] - x, p[1] - y) - 0.16, p[2] - 3.2), [0.25, 0.19, 0.14], 'trunk');
    }
    for (const person of people) {
      const [x, y] = person.at;
      const near = Math.max(Math.hypot(p[0] - x, p[1] - y) - 0.55, p[2] - 1.95);
      if (near > 0.25) {
        if (near < distance) take(near, [0, 0, 0], 'person');
        continue;
      }
      const { distance: d, part } = personAt(p, person);
      take(d * 0.8, part.colour, 'person', part.cloth);
    }
    hit.distance = distance;
    return hit;
  };
}

const SUN = norm([-0.55, -0.6, 0.75]);
const FAR = 70;

function draw(width: number, height: number): Uint8Array {
  const random = Random.from('plaza');
  const map = scene(persons(random));
  const eye: V = [0.2, -1.2, 2.15];
  const forward = norm(sub([0.2, 9, 0.95], eye));
  const right = norm(cross(forward, [0, 0, 1]));
  const up = cross(right, forward);
  const trace = (from: V, ray: V, far: number, tight: number) => {
    let t = 0.02;
    for (let i = 0; i < 160 && t < far; i++) {
      const { distance } = map(add(from, mul(ray, t)), false);
      if (distance < tight * (1 + t)) return t;
      t += distance;
    }
    return far;
  };
  const normal = (p: V): V => {
    const e = 0.004;
    const d = (v: V) => map(add(p, v), false).distance;
    return norm([d([e, 0, 0]) - d([-e, 0, 0]), d([0, e, 0]) - d([0, -e, 0]), d([0, 0, e]) - d([0, 0, -e])]);
  };
  const shadow = (p: V) => {
    let [light, t] = [1, 0.03];
    for (let i = 0; i < 48 && t < 9; i++) {
      const { distance } = map(add(p, mul(SUN, t)), false);
      light = Math.min(light, (14 * distance) / t);
      if (light < 0.01) return 0;
      t += Math.max(0.02, distance);
    }
    return clamp(light);
  };
  const sky = (ray: V): V => mix([0.8, 0.86, 0.92], [0.35, 0.55, 0.85], clamp(ray[2] * 2.2));
  const shade = (ray: V): V => {
    const t = trace(eye, ray, FAR, 0.0006);
    if (t >= FAR) return sky(ray);
    const p = add(eye, mul(ray, t));
    const hit = map(p, true);
    const n = hit.kind === 'ground' ? ([0, 0, 1] as V) : normal(p);
    let colour = hit.colour;
    if (hit.kind === 'ground') {
      const [gx, gy] = [(p[0] + 50) / 0.6, (p[1] + 50) / 0.6];
      const joint = Math.min(gx % 1, 1 - (gx % 1), gy % 1, 1 - (gy % 1));
      const stone = noise(Math.floor(gx) * 7.3, Math.floor(gy) * 5.1, 0.5);
      colour = mul(colour, (joint < 0.02 + t * 0.0008 ? 0.72 : 1) * (1 + 0.09 * stone + 0.05 * rough(p, 9)));
    } else if (hit.kind === 'wall') {
      const [across, above] = [
        Math.abs(((p[0] + 100) % 3.4) - 1.7) - 1.05,
        Math.abs(((p[2] + 0.4) % 3.3) - 1.75) - 1,
      ];
      const edge = Math.max(across, above);
      if (edge < 0 && edge > -0.07) colour = [0.32, 0.31, 0.3];
      else
        colour =
          edge < 0
            ? mix([0.1, 0.13, 0.17], [0.5, 0.6, 0.7], clamp(p[2] / 14 + 0.2 * noise(p[0], p[2], 3)))
            : mul(colour, 1 + 0.08 * rough(p, 3));
    } else if (hit.kind === 'tree')
      colour = mul(mix(colour, [0.34, 0.42, 0.14], clamp(0.5 + rough(p, 3))), 0.9);
    else if (hit.cloth) colour = mul(colour, 1 + 0.1 * rough(p, 30));
    const open = clamp(0.45 + 2.2 * map(add(p, mul(n, 0.18)), false).distance);
    const sun = Math.max(0, dot(n, SUN)) * (dot(n, SUN) > 0 ? shadow(add(p, mul(n, 0.01))) : 0);
    const light: V = [
      1.35 * sun + 0.42 * open * (0.6 + 0.4 * n[2]),
      1.27 * sun + 0.46 * open * (0.6 + 0.4 * n[2]),
      1.1 * sun + 0.55 * open * (0.6 + 0.4 * n[2]),
    ];
    const lit: V = [colour[0] * light[0], colour[1] * light[1], colour[2] * light[2]];
    const half = norm(sub(SUN, ray));
    const shine = hit.kind === 'person' && !hit.cloth ? 0.12 * Math.max(0, dot(n, half)) ** 24 * sun : 0;
    return mix(add(lit, [shine, shine, shine]), sky(ray), 1 - Math.exp(-t * 0.006));
  };
  const pixels = new Uint8Array(width * height * 3);
  const zoom = 1.15;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum: V = [0, 0, 0];
      for (const [dx, dy] of [
        [0.25, 0.25],
        [0.75, 0.75],
      ] as const) {
        const [u, v] = [(x + dx - width / 2) / (height * zoom), (height / 2 - y - dy) / (height * zoom)];
        const c = shade(norm(add(forward, add(mul(right, u), mul(up, v)))));
        sum = add(sum, mul(c, 0.5));
      }
      const grain = 0.012 * (random.uniform() + random.uniform() - 1);
      for (let c = 0; c < 3; c++)
        pixels[(y * width + x) * 3 + c] = 255 * clamp(clamp(sum[c]! * 1.05) ** (1 / 2.1) + grain);
    }
  return pixels;
}

const [out, size] = process.argv.slice(2);
if (!out) throw new Error('Usage: npx tsx tests/generate/plaza.ts OUT.jpg [WIDTH]');
const width = Number(size ?? 1280);
const height = Math.round((width * 2) / 3);
await sharp(draw(width, height), { raw: { width, height, channels: 3 } })
  .jpeg({ quality: 88 })
  .toFile(out);
