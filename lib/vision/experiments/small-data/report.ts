import type { Figures } from './figures';

/** The epochs after which the network is tried, as in the experiment this one repeats. */
export const STAGES = [0, 1, 3, 10, 20, 100] as const;

/** The network after some epochs. */
export interface Stage {
  epoch: number;
  /** Mean of the epoch's steps, the sum of the five losses; of epoch 0: before the first step. */
  loss: number;
  /** The image it was trained on and that the pictures show. */
  trained: Figures;
  /** Images it was not trained on. */
  unseen: Figures;
}

export interface EpochLoss {
  epoch: number;
  loss: number;
  losses: Record<string, number>;
}

export interface SmallDataReport {
  data: { train: number; unseen: number; shown: { trained: string; unseen: string } };
  seed: number;
  runtime: string;
  seconds: number;
  epochs: EpochLoss[];
  stages: Stage[];
}

/**
 * What the article saw that this experiment repeats: Mask R-CNN of torchvision, 50 images, tried on one of them.
 * null: it gives no number, in words only ("fewer", "more").
 */
export const SEEN_BEFORE: readonly { epoch: number; detections: number | null; best_score: number }[] = [
  { epoch: 0, detections: 100, best_score: 0.5 },
  { epoch: 1, detections: 77, best_score: 0.28 },
  { epoch: 3, detections: null, best_score: 0.33 },
  { epoch: 10, detections: null, best_score: 0.27 },
  { epoch: 20, detections: null, best_score: 0.32 },
  { epoch: 100, detections: null, best_score: 0.29 },
];
