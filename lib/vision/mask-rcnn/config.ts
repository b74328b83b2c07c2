/** How one size of RoI is taken out of the pyramid. */
export interface PoolConfig {
  /** Cells of the output, rows and columns. */
  height: number;
  width: number;
  /** Samples of a cell in each direction; 0: as many as the RoI has pixels there. */
  sampling: number;
  /** Side of the RoI, in pixels, that is taken from `canonicalLevel` (k0 of the FPN paper). */
  canonicalSize: number;
  canonicalLevel: number;
  /** Coordinates shifted by half a pixel (Detectron2's ROIAlignV2); torchvision does not. */
  aligned: boolean;
}

export type CoderWeights = readonly [x: number, y: number, width: number, height: number];

/** All choices of the network that are not weights. Sizes in pixels of the network's input. */
export interface MaskRcnnConfig {
  /** Objects to tell apart, background not counted. */
  classes: number;
  /** Short side aimed at, long side at most; sides padded to multiples of `divisor`. */
  image: { shortSide: number; longSide: number; divisor: number };
  /** One stride and one anchor size a level of the RPN, finest first. `ratios` are height / width. */
  anchors: { strides: readonly number[]; sizes: readonly number[]; ratios: readonly number[] };
  /** Levels that RoIs are taken from: 2 for P2, as in the paper. */
  roiLevels: { first: number; last: number };
  rpn: {
    weights: CoderWeights;
    foreground: number;
    background: number;
    /** Anchors in the loss, and how many of them may be positive. */
    batch: number;
    positiveShare: number;
    nms: number;
    minSize: number;
    train: { preNms: number; postNms: number };
    test: { preNms: number; postNms: number };
  };
  roi: {
    weights: CoderWeights;
    foreground: number;
    background: number;
    batch: number;
    positiveShare: number;
  };
  box: PoolConfig;
  mask: PoolConfig;
  /** Cells of a mask target; twice the pooled size because of the transposed convolution. */
  maskTarget: { height: number; width: number; aligned: boolean };
  detections: { score: number; nms: number; minSize: number; limit: number };
  /** The image is also looked at mirrored, and what the heads say of both is averaged: twice the time. */
  mirrored: boolean;
  /** Widths of the pyramid, of the box head's hidden layers and of the mask head. */
  channels: { pyramid: number; box: number; mask: number };
}

const RPN_WEIGHTS = [1, 1, 1, 1] as const;
const ROI_WEIGHTS = [10, 10, 5, 5] as const;
const DETECTIONS = { score: 0.05, nms: 0.5, minSize: 0.01, limit: 100 };

/** torchvision's maskrcnn_resnet50_fpn (BSD-3: models/detection/{mask_rcnn,faster_rcnn,rpn,roi_heads}.py). */
export const TORCHVISION: MaskRcnnConfig = {
  classes: 1,
  image: { shortSide: 800, longSide: 1333, divisor: 32 },
  anchors: { strides: [4, 8, 16, 32, 64], sizes: [32, 64, 128, 256, 512], ratios: [0.5, 1, 2] },
  roiLevels: { first: 2, last: 5 },
  rpn: {
    weights: RPN_WEIGHTS,
    foreground: 0.7,
    background: 0.3,
    batch: 256,
    positiveShare: 0.5,
    nms: 0.7,
    minSize: 1e-3,
    train: { preNms: 2000, postNms: 2000 },
    test: { preNms: 1000, postNms: 1000 },
  },
  roi: { weights: ROI_WEIGHTS, foreground: 0.5, background: 0.5, batch: 512, positiveShare: 0.25 },
  box: { height: 7, width: 7, sampling: 2, canonicalSize: 224, canonicalLevel: 4, aligned: false },
  mask: { height: 14, width: 14, sampling: 2, canonicalSize: 224, canonicalLevel: 4, aligned: false },
  maskTarget: { height: 28, width: 28, aligned: false },
  detections: DETECTIONS,
  mirrored: false,
  channels: { pyramid: 256, box: 1024, mask: 256 },
};

/** The same for graphs of lib/nn, whose sides are multiples of the largest stride (P6: 64). */
export const RESNET: MaskRcnnConfig = { ...TORCHVISION, image: { ...TORCHVISION.image, divisor: 64 } };

/**
 * Small pictures, person-shaped anchors, few RoIs: for training on two cores with little data. Aligned, since half a
 * pixel is much at a quarter of the size.
 */
export const LIGHT: MaskRcnnConfig = {
  ...TORCHVISION,
  image: { shortSide: 352, longSide: 563, divisor: 32 },
  anchors: { strides: [4, 8, 16, 32], sizes: [24, 48, 96, 192], ratios: [1, 2, 3] },
  rpn: {
    ...TORCHVISION.rpn,
    batch: 128,
    train: { preNms: 500, postNms: 200 },
    test: { preNms: 300, postNms: 100 },
  },
  roi: { ...TORCHVISION.roi, batch: 64 },
  box: { ...TORCHVISION.box, aligned: true },
  // Twice as tall as wide, as persons are, and always from P2, as details are there.
  mask: { ...TORCHVISION.mask, height: 24, width: 12, canonicalSize: 1e6, aligned: true },
  maskTarget: { height: 48, width: 24, aligned: true },
  mirrored: true,
  channels: { pyramid: 96, box: 512, mask: 64 },
};
