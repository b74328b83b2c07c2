import type { Geometry } from 'geojson';
import { tidyGeometry } from '@/lib/geojson/tidy';
import type { Georeference } from '@/lib/imagery/georeference/georeference';
import type { Window } from '@/lib/imagery/picture';
import type { Column } from '@/lib/layers/types';

/** Names of classes in order, in both languages. */
export interface ClassNames {
  classes: readonly string[];
  classesKo: readonly string[];
}

/** What a chip's feature says. `truth` and below only where the truth is known. */
export interface ChipProperties {
  label: string;
  label_ko: string;
  /** Probability of the label, 0 to 1. */
  score: number;
  /** The three most probable classes: "Shirt 0.71; Coat 0.2; T-shirt/top 0.05". */
  top3: string;
  truth?: string;
  truth_ko?: string;
  correct?: boolean;
  /** For labels on the map: "Shirt", "Shirt, not Coat" where Coat was answered wrongly. */
  caption?: string;
  caption_ko?: string;
}

const DECIMALS = 1e4;
const round = (probability: number) => Math.round(probability * DECIMALS) / DECIMALS;

/**
 * The attributes of a chip.
 * @param probabilities of the classes, in their order
 * @param truth number of the class, where it is known
 */
export function chipProperties(
  probabilities: Float32Array,
  { classes, classesKo }: ClassNames,
  truth?: number,
): ChipProperties {
  const order = [...probabilities.keys()].sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
  const best = order[0]!;
  const said = {
    label: classes[best]!,
    label_ko: classesKo[best]!,
    score: round(probabilities[best]!),
    top3: order
      .slice(0, 3)
      .map((i) => `${classes[i]} ${round(probabilities[i]!)}`)
      .join('; '),
  };
  if (truth === undefined) return said;
  return {
    ...said,
    truth: classes[truth]!,
    truth_ko: classesKo[truth]!,
    correct: truth === best,
    caption: truth === best ? said.label : `${classes[truth]}, not ${said.label}`,
    caption_ko: truth === best ? said.label_ko : `${classesKo[truth]} (${said.label_ko} 아님)`,
  };
}

/** The columns of a layer of chips. */
export function chipColumns(withTruth: boolean): Column[] {
  const text = (name: string): Column => ({ name, type: 'text' });
  const known = ['truth', 'truth_ko', 'correct', 'caption', 'caption_ko'].map(text);
  return [
    ...['label', 'label_ko'].map(text),
    { name: 'score', type: 'number' },
    text('top3'),
    ...(withTruth ? known : []),
  ];
}

/** The outline of a part of an image on the map, as RFC 7946 has it. */
export function chipOutline({ x, y, width, height }: Window, { toLngLat }: Georeference): Geometry {
  const corners = [
    [x, y],
    [x, y + height],
    [x + width, y + height],
    [x + width, y],
    [x, y],
  ] as const;
  return tidyGeometry({ type: 'Polygon', coordinates: [corners.map(([px, py]) => toLngLat(px, py))] });
}
