'use client';

import type { Layer } from '../_lib/types';
import { Properties } from '../_style/Properties';

/** What is written beside each feature, and how. */
export const LabelSettings = ({ layer }: { layer: Layer }) => <Properties layer={layer} group="label" />;
