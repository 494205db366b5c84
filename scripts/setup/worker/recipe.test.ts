import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { MEDIASOUP } from './place.mjs';
import { SOURCE_CHANGES } from './recipe/recipe.mjs';

it.each(SOURCE_CHANGES)(
  'the offline build knows $file of the mediasoup that is installed',
  ({ file, from }) => {
    const source = readFileSync(join(MEDIASOUP, 'worker', file), 'utf8');
    expect(source.split(from)).toHaveLength(2);
  },
);
