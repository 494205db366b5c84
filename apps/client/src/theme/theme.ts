import type { MantineColorsTuple } from '@mantine/core';
import { Button, createTheme, Input, NativeSelect } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { createElement } from 'react';
import classes from './controls.module.css';

const brand: MantineColorsTuple = [
  '#eef6f5',
  '#dfeceb',
  '#b9d6d4',
  '#8fbfbc',
  '#66a5a3',
  '#3b8789',
  '#1d6f71',
  '#0e5c5e',
  '#0a4648',
  '#063436',
];

const danger: MantineColorsTuple = [
  '#fdf3f1',
  '#fae6e2',
  '#ebc1b9',
  '#dd9a8f',
  '#cf7468',
  '#c05247',
  '#b43f35',
  '#a8322a',
  '#8c261f',
  '#6f1b16',
];

/** Mantine speaks our design: every value that it paints with comes from here or from tokens.css. */
export const theme = createTheme({
  colors: { brand, danger },
  primaryColor: 'brand',
  primaryShade: 7,
  black: '#14292c',
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '650' },
  defaultRadius: '12px',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: Button.extend({
      defaultProps: { size: 'md', loaderProps: { type: 'dots' } },
      classNames: { root: classes.button },
    }),
    Input: Input.extend({ defaultProps: { size: 'md' }, classNames: { input: classes.input } }),
    NativeSelect: NativeSelect.extend({
      defaultProps: {
        rightSection: createElement(IconChevronDown, {
          size: 18,
          stroke: 1.75,
          'aria-hidden': true,
        }),
      },
    }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { size: 'md' },
      classNames: { label: classes.label, error: classes.error, description: classes.description },
    }),
  },
});
