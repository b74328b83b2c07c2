import type { MaskRcnnCard } from '@/lib/vision/mask-rcnn/card';
import type { ModelEntry } from './types';
import type { useLabWords } from './use-lab-words';

type Words = ReturnType<typeof useLabWords>;
type Card = ModelEntry['card'];

/** What a card is judged by: its name and value. */
export type Measure = [name: string, value: string];

/** Lines that have something to say. */
const said = (rows: [string, string | undefined | false][]) =>
  rows.filter((row): row is [string, string] => Boolean(row[1]));

/** The figures of a model and what must be known of it, as lines. */
export function cardFacts(card: Card, words: Words): { measures: Measure[]; rows: [string, string][] } {
  const { t, locale, number, percent, seconds } = words;
  const { classes = [], classes_ko = [], licence } = card;
  const names = (locale === 'ko' ? classes_ko : classes).join(', ');
  const always: [string, string | undefined][] = [
    [t('card.classes'), names],
    [t('card.licence'), licence],
  ];
  if ('input' in card && card.input && typeof card.input === 'object') {
    const { data, input, figures } = card;
    return {
      measures: figures ? [[t('figure.accuracy'), percent(figures.accuracy, 2)]] : [],
      rows: said([
        [
          t('card.data'),
          data && `${data.title} · ${t('trainTest', { train: number(data.train), test: number(data.test) })}`,
        ],
        [
          t('card.input'),
          `${input.width} × ${input.height}${input.channels === 3 ? ` ${t('inColour')}` : ''}`,
        ],
        [
          t('card.training'),
          figures &&
            `${t('epochs', { n: number(figures.epochs) })} · ${t('perEpoch', { time: seconds(figures.seconds_per_epoch) })}`,
        ],
        ...always,
      ]),
    };
  }
  const { data, figures, recipe, minutes } = card as Partial<MaskRcnnCard>;
  const tried = Object.entries(figures ?? {});
  return {
    measures: tried.slice(0, 1).flatMap(([, { box, mask }]): Measure[] => [
      [t('series.box_ap'), box.AP === null ? '–' : percent(box.AP)],
      [t('series.mask_ap'), mask.AP === null ? '–' : percent(mask.AP)],
    ]),
    rows: said([
      [
        t('card.data'),
        data
          ?.map(
            ({ name, train, validation }) =>
              `${name}: ${t('trainTest', { train: number(train), test: number(validation) })}`,
          )
          .join(' · '),
      ],
      [
        t('card.training'),
        recipe &&
          minutes !== undefined &&
          `${t('epochs', { n: number(recipe.epochs) })} · ${seconds(minutes * 60)}`,
      ],
      ...always,
    ]),
  };
}
