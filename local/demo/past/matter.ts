/** One kind of trouble in words of our own: what the resident says, what the owner finds, how it ends. */
export type Matter = {
  categoryId: string;
  /** Kinds of place where it happens; none for what has no place. */
  kinds: readonly Kind[];
  /** `{place}` stands for the landmark. */
  words: string;
  found: string;
  done: string;
};
export type Kind = 'estate' | 'village' | 'street' | 'market' | 'park' | 'river' | 'school' | 'works';

export const matter = (categoryId: string, kinds: string, words: string, found: string, done: string): Matter => ({
  categoryId,
  kinds: kinds ? (kinds.split(' ') as Kind[]) : [],
  words,
  found,
  done,
});
