'use client';

import { useId, useState } from 'react';
import type { Field } from './types';
import { useLabWords } from './use-lab-words';

interface FieldInputProps {
  name: string;
  field: Field;
  value: unknown;
  /** The model's own. */
  standard: unknown;
  onChange: (value: unknown) => void;
}

/** One hyper-parameter, with its limits and what the model has by itself. */
export function FieldInput({ name, field, value, standard, onChange }: FieldInputProps) {
  const { t, value: inWords, number } = useLabWords();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const label = t(`field.${name}` as 'field.epochs');
  if (field.type === 'flag')
    return (
      <label className="lab-field check">
        <input
          type="checkbox"
          checked={Boolean(value)}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
    );
  if (field.type === 'choice')
    return (
      <div className="lab-field">
        <label htmlFor={id}>{label}</label>
        <select
          id={id}
          className="field"
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
        >
          {field.choices.map((choice) => (
            <option key={choice} value={choice}>
              {inWords(name, choice)}
            </option>
          ))}
        </select>
      </div>
    );
  const { minimum, maximum, whole } = field;
  const shown =
    typed ??
    (typeof value === 'number' && value < 0.001 && value > 0 ? value.toExponential() : String(value));
  return (
    <div className="lab-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field"
        type="number"
        inputMode={whole ? 'numeric' : 'decimal'}
        required
        min={minimum}
        max={maximum}
        step={whole ? 1 : 'any'}
        value={shown}
        aria-describedby={`${id}-limits`}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(event.target.valueAsNumber);
        }}
        onBlur={() => setTyped(null)}
      />
      <small id={`${id}-limits`} className="muted">
        {t('limits', { low: inWords(name, minimum), high: number(maximum, 3) })}
        {value !== standard && ` · ${t('standard', { value: inWords(name, standard) })}`}
      </small>
    </div>
  );
}
