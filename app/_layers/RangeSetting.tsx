'use client';

import { RotateCcw } from 'lucide-react';
import { useId } from 'react';
import { IconButton } from '../_shell/Tip';

interface RangeSettingProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** The value as people read it. */
  text: string;
  onChange: (value: number) => void;
  /** Where the value may be chosen by itself: the word for that, and what does it. */
  auto?: string;
  onAuto?: () => void;
}

export function RangeSetting(setting: RangeSettingProps) {
  const { label, value, min, max, step, text, onChange, auto, onAuto } = setting;
  const id = useId();
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      <div className="range">
        {auto && onAuto && (
          <IconButton label={auto} onClick={onAuto}>
            <RotateCcw size={14} />
          </IconButton>
        )}
        <input
          id={id}
          type="range"
          min={min}
          max={max}
          step={step}
          value={value}
          aria-valuetext={text}
          onChange={(event) => onChange(Number(event.target.value))}
        />
        <output htmlFor={id}>{text}</output>
      </div>
    </div>
  );
}
