let last: { concernId: string; words: string } | undefined;

/** Carries what was asked to the page that answers it, so that nothing is loaded twice. */
export function rememberQuestion(concernId: string, words: string): void {
  last = { concernId, words };
}

/** Empty where the page was opened in another way. */
export const questionAsked = (concernId: string): string => (last?.concernId === concernId ? last.words : '');
