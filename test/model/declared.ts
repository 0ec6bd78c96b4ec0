/** The declared database, with the indexes that its queries need and that are not declared yet. */
import type { DatabaseDeclaration } from '../../local/cloud';
import database from '../../cloudfunctions/database.json';

const NEEDED: Record<string, Record<string, 1 | -1>> = {
  undecided: { 'decision.decideBy': 1 },
  escalating: { isOpen: 1, 'escalation.nextAt': 1 },
};

export function declared(): DatabaseDeclaration {
  const { concerns } = database.collections;
  const firsts = concerns.indexes.map(({ fields }) => Object.keys(fields).join());
  const missing = Object.entries(NEEDED).filter(([, fields]) => !firsts.includes(Object.keys(fields).join()));
  // A collection has ten at most: what a history never asks for makes room.
  const kept = missing.length
    ? concerns.indexes.filter(({ name }) => !['opened', 'emergency'].includes(name))
    : concerns.indexes;
  const indexes = [...kept, ...missing.map(([name, fields]) => ({ name, fields }))];
  return { collections: { ...database.collections, concerns: { ...concerns, indexes } } };
}
