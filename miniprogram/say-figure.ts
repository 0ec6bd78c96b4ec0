import { FIGURES, shareOf, type Figure } from '../domain/figures';

/** A number is never parted from its unit at the end of a line. */
const counted = (count: number, unit: string): string => `${count}\u00a0${unit}`;

/** The share, and of how many; in words where there is none, or it is withheld. */
export function sayFigure(figure: Figure): { share: string; of: string } {
  const { numerator, denominator, isWithheld, key } = figure;
  const { unit, numerator: part, denominator: whole } = FIGURES[key];
  if (isWithheld) return { share: '', of: '数字不足 5 条，暂不显示' };
  if (!denominator) return { share: '', of: '这个季度还没有' };
  return { share: shareOf(figure), of: `${whole} ${counted(denominator, unit)}，${part} ${counted(numerator, unit)}` };
}
