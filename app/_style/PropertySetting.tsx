'use client';

import { useId } from 'react';
import type { Group } from '@/lib/layers/style/properties/all';
import type { Property, Scale } from '@/lib/layers/style/properties/property';
import { RangeSetting } from '../_layers/RangeSetting';
import { restyle } from '../_lib/actions';
import { api, type ColumnClasses } from '../_lib/api';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { sentenceOf } from '../_lib/words';
import { Chooser } from '../_shell/Menu';
import { ColourButton, Colours } from './ColourButton';
import { ColumnChooser } from './ColumnChooser';
import { likelyNumbers } from './columns';
import { IconChooser } from './IconChooser';
import { RampChooser } from './RampChooser';
import { TemplateSetting } from './TemplateSetting';
import { readFully } from './use-column-data';
import { useTableWords } from './use-words';

interface PropertySettingProps {
  layer: Layer;
  group: Group;
  name: string;
  property: Property<unknown>;
}

/** One property of the table as a line of the form. */
export function PropertySetting({ layer, group, name, property }: PropertySettingProps) {
  const words = useTableWords();
  const { number } = useFigures();
  const id = useId();
  const label = words(property.words);
  const { input } = property;
  const value = (layer.style[group] as Record<string, unknown>)[name];
  const put = (value: unknown) => restyle(layer, { [group]: { [name]: value } });
  const line = (control: React.ReactNode) => (
    <div className="setting">
      <span className="setting-label">{label}</span>
      {control}
    </div>
  );
  switch (input.type) {
    case 'colour':
      if (group === 'symbol' && name === 'color')
        return (
          <div className="setting stacked">
            <span className="setting-label">{label}</span>
            <Colours label={label} value={value as string} onChange={put} />
          </div>
        );
      return line(
        <ColourButton
          label={label}
          value={value as string | null}
          auto={input.auto && words(input.auto)}
          onChange={put}
        />,
      );
    case 'number': {
      const { minimum, maximum, step, unit, auto } = input;
      if (value === null && auto)
        return line(
          <button type="button" className="btn small" onClick={() => put(minimum)}>
            {words(auto)}
          </button>,
        );
      const shown = value as number;
      const digits = step < 1 && unit !== '%' ? 1 : 0;
      const text = unit === '%' ? `${number(shown * 100)} %` : `${number(shown, digits)} ${unit}`.trim();
      return (
        <RangeSetting
          label={label}
          value={shown}
          min={minimum}
          max={maximum}
          step={step}
          text={text}
          onChange={put}
          {...(auto ? { auto: words(auto), onAuto: () => put(null) } : {})}
        />
      );
    }
    case 'choice':
      return line(
        <Chooser
          label={label}
          value={value as string}
          choices={input.choices.map((choice) => ({ value: choice.value, label: words(choice.words) }))}
          onChoose={put}
        />,
      );
    case 'toggle':
      return (
        <div className="setting">
          <label htmlFor={id}>{label}</label>
          <input
            id={id}
            type="checkbox"
            className="switch"
            checked={value as boolean}
            onChange={(event) => put(event.target.checked)}
          />
        </div>
      );
    case 'column':
      return line(
        <ColumnChooser
          label={label}
          optional
          columns={likelyNumbers(layer.columns)}
          value={value as string | null}
          onChoose={put}
        />,
      );
    case 'scale':
      return line(
        <ColumnChooser
          label={label}
          optional
          columns={likelyNumbers(layer.columns)}
          value={(value as Scale | null)?.column ?? null}
          onChoose={(column) => void chooseScale(layer, column, put)}
        />,
      );
    case 'icon':
      return line(<IconChooser label={label} value={value as string} onChoose={put} />);
    case 'ramp':
      return line(<RampChooser label={label} value={value as string} count={6} onChoose={put} />);
    case 'template':
      return <TemplateSetting layer={layer} value={value as string | null} onChange={put} />;
  }
}

/** A scale goes from the least to the largest number of the column. */
async function chooseScale(layer: Layer, column: string | null, put: (value: Scale | null) => void) {
  if (column === null) return put(null);
  const classes = await readFully<ColumnClasses>(() => api.columnClasses(layer.id, column, 'equal', 2)).catch(
    (error) => void useStore.getState().say(sentenceOf(error), { tone: 'bad' }),
  );
  if (classes) put({ column, from: classes.breaks[0]!, to: classes.breaks.at(-1)! });
}
