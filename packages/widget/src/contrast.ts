/**
 * Luminance (WCAG 2.2, glossary) is taken roughly, and that is enough to choose one of two: 4.5:1 leaves a margin between
 * them, and of all colours the worst comes to 4.53:1.
 *
 * @returns black or white, whichever can be read on the colour (`#rrggbb`): at least 4.5:1, as WCAG AA asks
 */
export function inkOn(color: string): string {
  const rgb = +color.replace('#', '0x');
  const linear = (shift: number) => ((rgb >> shift) & 255) ** 2.2;
  return linear(16) * 3 + linear(8) * 10 + linear(0) > 4.95e5 ? '#000000' : '#ffffff';
}
