/**
 * The layout of MobileNetV2 (Sandler et al. 2018) at width 1.5, up to the last block: a 3x3 convolution of stride 2,
 * then inverted residual blocks: expand (1x1), depthwise (3x3), project (1x1, linear).
 */
export interface Block {
  name: string;
  /** Channels after the expansion; undefined: there is none (first block). */
  expanded?: number;
  outputs: number;
  stride: 1 | 2;
  /** Input and output are added. */
  residual: boolean;
}

export const STEM = { name: 'Conv1', outputs: 48 } as const;

const EXPANSION = 6;
/** [channels, repeats, stride of the first] of Table 2 of the paper, times 1.5 and rounded to 8. */
const STAGES = [
  [40, 2, 2],
  [48, 3, 2],
  [96, 4, 2],
  [144, 3, 1],
  [240, 3, 2],
  [480, 1, 1],
] as const;

function layOut(): Block[] {
  const blocks: Block[] = [{ name: 'expanded_conv', outputs: 24, stride: 1, residual: false }];
  let inputs = 24;
  for (const [outputs, repeats, stride] of STAGES)
    for (let i = 0; i < repeats; i++) {
      blocks.push({
        name: `block_${blocks.length}`,
        expanded: inputs * EXPANSION,
        outputs,
        stride: i === 0 ? stride : 1,
        residual: i > 0,
      });
      inputs = outputs;
    }
  return blocks;
}

export const BLOCKS: readonly Block[] = layOut();

/** After which block features are taken, and the deviation they have in the pretrained body. */
export const TAPS = [
  { after: 2, channels: 40, stride: 4, deviation: 5.2 },
  { after: 5, channels: 48, stride: 8, deviation: 2.3 },
  { after: 12, channels: 144, stride: 16, deviation: 6.5 },
  { after: 16, channels: 480, stride: 32, deviation: 2.3 },
] as const;

/** All convolutions of the body by name. */
export function bodyFilters(): { name: string; depthwise: boolean }[] {
  return [
    { name: STEM.name, depthwise: false },
    ...BLOCKS.flatMap(({ name, expanded }) => [
      ...(expanded ? [{ name: `${name}_expand`, depthwise: false }] : []),
      { name: `${name}_depthwise`, depthwise: true },
      { name: `${name}_project`, depthwise: false },
    ]),
  ];
}
