import { type CSSVariablesResolver, createTheme } from '@mantine/core';

const pine = [
  '#eef6f6',
  '#dcebeb',
  '#b6d6d6',
  '#8ec0c1',
  '#6cadaf',
  '#56a1a3',
  '#478f92',
  '#377a7d',
  '#2a6568',
  '#1b4f52',
] as const;

export const theme = createTheme({
  colors: { pine },
  primaryColor: 'pine',
  primaryShade: 8,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, monospace',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.6rem' }, h2: { fontSize: '1.2rem' } } },
  respectReducedMotion: true,
  components: {
    // Inside a dialog it is no banner of the page, which is what a bare <header> says (HTML AAM, "header").
    ModalHeader: { defaultProps: { role: 'presentation' } },
  },
});

/** Text of tinted badges, alerts and quiet buttons, dark enough for 4.5 to 1 (WCAG 2.2, 1.4.3) where Mantine's is not. */
const inkOnTint = {
  pine: '#1b4f52',
  gray: '#434b53',
  red: '#a61e1e',
  orange: '#8a3b00',
  yellow: '#744700',
  green: '#1c6229',
  blue: '#124d92',
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#56616b',
    '--mantine-color-placeholder': '#6b747d',
    '--mantine-color-error': '#b42323',
    ...Object.fromEntries(
      Object.entries(inkOnTint).map(([name, ink]) => [`--mantine-color-${name}-light-color`, ink]),
    ),
  },
  dark: {
    '--mantine-color-dimmed': '#aab2b9',
    '--mantine-color-placeholder': '#949da5',
    '--mantine-color-error': '#ff9b9b',
    // What cannot be undone is red by night, too.
    '--mantine-color-red-light-color': '#ffb0b0',
  },
});
