import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, type VariantColorsResolver } from '@mantine/core';
import { components } from './components.ts';

/** Mantine wants ten shades of everything; ours are single tokens that change with light and dark by themselves. */
const shades = (...tokens: string[]): MantineColorsTuple => {
  const ten = Array.from({ length: 10 }, (_, index) => `var(--${tokens[index] ?? tokens[0]})`);
  return ten as unknown as MantineColorsTuple; // exactly ten by construction
};

const washes: Record<string, { ink: string; wash: string; press: string }> = {
  accent: { ink: 'var(--accent)', wash: 'var(--accent-wash)', press: 'var(--accent-press)' },
  green: { ink: 'var(--good)', wash: 'var(--good-wash)', press: 'var(--good)' },
  yellow: { ink: 'var(--warn)', wash: 'var(--warn-wash)', press: 'var(--warn)' },
  red: { ink: 'var(--bad)', wash: 'var(--bad-wash)', press: 'var(--bad)' },
  blue: { ink: 'var(--info)', wash: 'var(--info-wash)', press: 'var(--info)' },
  gray: { ink: 'var(--ink-2)', wash: 'var(--well)', press: 'var(--ink)' },
};
const accent = { ink: 'var(--accent)', wash: 'var(--accent-wash)', press: 'var(--accent-press)' };

const variantColorResolver: VariantColorsResolver = ({ color, theme, variant }) => {
  const named = color ?? theme.primaryColor;
  const tone = washes[named] ?? accent;
  const border = '1px solid transparent';
  if (variant === 'filled') return { background: tone.ink, hover: tone.press, color: 'var(--on-accent)', border };
  if (variant === 'light') return { background: tone.wash, hover: tone.wash, color: tone.ink, border };
  if (variant === 'subtle' || variant === 'transparent' || variant === 'white') {
    // Quiet buttons are ink; only a colour that was asked for (red for what ends something) shows.
    const ink = color && color !== 'accent' ? tone.ink : 'var(--ink-2)';
    return { background: 'transparent', hover: variant === 'subtle' ? 'var(--well)' : 'transparent', color: ink, border };
  }
  const ink = color && color !== 'accent' ? tone.ink : 'var(--ink)';
  return { background: 'var(--sheet)', hover: 'var(--well)', color: ink, border: '1px solid var(--line-2)' };
};

export const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: 'var(--t-s)', sm: 'var(--t)', md: 'var(--t)', lg: 'var(--t-l)', xl: 'var(--t-h2)' },
  headings: { fontFamily: 'var(--serif)', fontWeight: '500' },
  radius: { xs: '3px', sm: 'var(--r)', md: 'var(--r)', lg: 'var(--r-l)', xl: 'var(--r-l)' },
  defaultRadius: 'sm',
  shadows: { xs: 'none', sm: 'none', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  white: 'var(--sheet)',
  black: 'var(--ink)',
  primaryColor: 'accent',
  primaryShade: 6,
  colors: {
    accent: shades('accent'),
    green: shades('good'),
    yellow: shades('warn'),
    red: shades('bad'),
    blue: shades('info'),
    gray: shades('paper', 'well', 'well', 'line', 'line-2', 'ink-3', 'ink-3', 'ink-2', 'ink', 'ink'),
    dark: shades('ink', 'ink', 'ink-2', 'ink-3', 'line-2', 'well', 'sheet', 'paper', 'paper', 'paper'),
  },
  variantColorResolver,
  components,
});

const variables = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--sheet)',
  '--mantine-color-default-hover': 'var(--well)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-2)',
  '--mantine-color-disabled': 'var(--well)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: variables, dark: variables });
